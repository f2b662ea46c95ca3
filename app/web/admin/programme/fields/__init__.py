"""Fields of the programme's editors: a setting as it is shown, typed and written."""
