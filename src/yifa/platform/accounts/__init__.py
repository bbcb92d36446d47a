"""账号 — who signs in, which posts they hold, and the gate that turns both into an Actor."""
