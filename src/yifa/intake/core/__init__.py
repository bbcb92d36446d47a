"""Pure parts of intake: numbers and codes, likeness of reports."""
