"""Scripts that do only the unavoidable: what the app is measured against."""
