"""The welcome: six steps from nothing to members."""
