"""Everything of a programme as files: asked for, written sealed, fetched once."""
