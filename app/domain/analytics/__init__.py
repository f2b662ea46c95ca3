"""What figures of a programme mean: definitions, arithmetic, words."""
