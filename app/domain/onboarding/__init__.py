"""The first ten minutes: which programme for which aim, in a store's own amounts."""
