"""Readers of what is said about variables: by the code, the template, the docs, the rules, SQL and manifests."""
