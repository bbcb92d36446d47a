"""机构与权力变动 — what a change of the institution must hold to before it takes effect."""
