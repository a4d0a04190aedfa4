"""What can be written into docs and templates without asking: generated sections and missing entries. Text to text."""
