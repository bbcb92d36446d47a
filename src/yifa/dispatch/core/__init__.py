"""Pure parts of dispatch: the event as folded from its acts, limits, assignment, rosters, indicators."""
