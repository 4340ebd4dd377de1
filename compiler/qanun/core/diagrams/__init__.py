"""Each answer as a decision diagram: exact about what is unknown."""
