"""Settings: the programme's own, keys, deliveries, the state of the system."""
