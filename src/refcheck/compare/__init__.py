"""Are two values of one CSL variable the same? Pure functions of two items; what is special is in data files."""
