"""A database that is made to try migrations in, and dropped again: the one place where what is found is run."""
