"""法规库 — law texts as read in: versions, search, comparison, drift, penalty clauses."""
