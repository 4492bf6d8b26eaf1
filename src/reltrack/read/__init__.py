"""The read wing: plain SQL in, records out. It never imports the ORM."""
