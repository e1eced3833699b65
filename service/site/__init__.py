"""The pages for people: they need no script, no cookie and no other host."""
