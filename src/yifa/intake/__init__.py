"""受理 — reports and leads, from whichever source, until somebody files, fines on the spot, refers or replies."""
