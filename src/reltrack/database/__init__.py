"""The cellar: open, migrate, record changes."""
