"""办案 — from filing or the fine on the spot to the archived file."""
