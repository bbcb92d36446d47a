"""法规库 — law texts as read in: laws, versions, articles; search, comparison, drift."""
