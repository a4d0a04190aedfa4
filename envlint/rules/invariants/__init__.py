"""The ``[[invariant]]`` and ``[tag]`` tables of rule files: what a database's schema and migrations must be."""
