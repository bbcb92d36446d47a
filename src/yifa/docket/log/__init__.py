"""一本日志 — the Merkle log over all acts of a place. Pure: no Django, no clock; only the key touches a file."""
