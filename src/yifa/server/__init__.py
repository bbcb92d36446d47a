"""Where the house is joined together and started: settings, wiring, commands, the supervisor of the embedded PostgreSQL."""
