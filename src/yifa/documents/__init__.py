"""文书 — papers as PDF, made from the docket's own facts: kinds, templates, rendering, the store and the whole file."""
