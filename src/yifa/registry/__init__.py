"""名录: bodies, places, items, who holds them, equipment and cameras — rows with spans, never overwritten."""
