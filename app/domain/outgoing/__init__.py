"""What developers are told of: facts as messages, when to try again, secrets."""
