"""Asking a language model whether an abstract says what a sentence says; off unless the user wants it."""
