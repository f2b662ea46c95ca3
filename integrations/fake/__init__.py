"""An in-memory store that obeys the adapters' contract, for tests and developers."""
