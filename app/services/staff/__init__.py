"""People who work in the back office: who they are, how they come in."""
