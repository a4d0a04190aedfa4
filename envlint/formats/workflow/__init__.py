"""GitHub workflows: what their ``env`` sets, and what expressions it takes that from."""
