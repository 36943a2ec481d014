"""Training of the model that reads reference strings; no part of the installed package."""
