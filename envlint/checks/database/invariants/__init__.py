"""Invariants: one module for each kind of thing that they speak of, and what they have in common.

A module has ``things(state)``, which yields what there is of its kind, and ``DEMANDS``: for each key that can be asked
a function that reads the demand once and returns the one that judges a thing.
"""
