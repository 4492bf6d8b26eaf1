"""The front door: parse, call, show."""
