"""The docket as plain values: forms, acts, views, procedures, gates, clocks, the fold. No Django, no clock, no files."""
