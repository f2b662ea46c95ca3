"""Review apps whose webhooks we take."""
