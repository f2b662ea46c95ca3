"""Messages to developers as rows: addresses, messages, deliveries."""
