"""Where a violation may be a crime: the case goes to the police, and no penalty stands in for that."""
