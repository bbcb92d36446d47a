"""审计 — who did what that is no act of a docket: signing in, opening, taking away, granting, knocking in vain."""
