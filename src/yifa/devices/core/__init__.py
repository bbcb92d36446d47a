"""Pure parts of devices: whether a picture is evidence or a lead, the draw of a remote check."""
