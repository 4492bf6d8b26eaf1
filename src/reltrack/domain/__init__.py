"""Pure Python: records, drafts, text, names, dates, rhythm, scoring."""
