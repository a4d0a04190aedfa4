"""The schema that numbered migrations add up to, statement by statement, and what their rollbacks leave of it.

Texts are read with PostgreSQL's own parser and applied to a catalogue of values. What a statement does that is not
followed is said with its place: nothing is skipped in silence.
"""
