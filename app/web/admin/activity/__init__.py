"""Pages about what happened: the stream, redemptions, and why."""
