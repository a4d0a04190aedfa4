"""Text to structure with positions, and back. Nothing here knows a rule or a tier."""
