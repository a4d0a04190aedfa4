"""The project's rule files: read, judged as rules, compiled for the engine and kept compiled."""
