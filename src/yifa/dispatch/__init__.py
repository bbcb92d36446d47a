"""派遣 — orders, the loop from report to reply, whistles, rosters, equipment, positions, and what the command screens show."""
