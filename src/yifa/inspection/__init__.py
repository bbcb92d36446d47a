"""检查 — what officers see on the spot, and what they record there."""
