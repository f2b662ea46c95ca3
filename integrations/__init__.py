"""The outside world: one folder per platform, and nothing of the app's own rules."""
