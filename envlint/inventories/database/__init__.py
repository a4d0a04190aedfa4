"""A running PostgreSQL, asked and never told: its catalogue, and what its rows say."""
