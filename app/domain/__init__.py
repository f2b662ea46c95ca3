"""What loyalty is: pure decisions on pure data (standard library and pydantic only)."""
