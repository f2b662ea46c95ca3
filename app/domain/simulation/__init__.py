"""What a document would have done: orders of the past played without any effect."""
