"""证据 — files by their digest: taken in, kept byte for byte, shown to those who may see them."""
