"""Records to JSON, tab-separated lines, plain text and terminal tables."""
