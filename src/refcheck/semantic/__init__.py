"""How near the meanings of two texts are, by a sentence model that the user has; an extra, off without one."""
