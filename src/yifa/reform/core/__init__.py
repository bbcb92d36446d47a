"""Changes of the institution as plain values. No Django, no clock, no files."""
