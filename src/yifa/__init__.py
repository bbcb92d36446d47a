"""yifa 依法 — one team, one list, one platform, every step according to law."""

__version__ = "0.1.0"
