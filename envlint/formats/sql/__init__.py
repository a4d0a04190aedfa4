"""PostgreSQL's SQL: the schema that statements add up to, one by one, and how two schemas differ.

Texts are read with PostgreSQL's own parser and applied to a catalogue of values. What a statement does that is not
followed is said with its place: nothing is skipped in silence.
"""
