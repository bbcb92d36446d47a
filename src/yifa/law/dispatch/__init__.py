"""From report to reply: the order of its steps, its limits, who is sent with what, and whistles."""
