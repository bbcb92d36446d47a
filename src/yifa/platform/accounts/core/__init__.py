"""What may be held together, and how many guesses are heard. Pure."""
