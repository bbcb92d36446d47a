"""桌面 — the pages of the office: server-rendered, pieces exchanged by htmx, nothing decided here."""
