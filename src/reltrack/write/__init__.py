"""The write wing: every change to the journal."""
