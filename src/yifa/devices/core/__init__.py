"""Pure parts: whether a record may be evidence, drawing, playlists."""
