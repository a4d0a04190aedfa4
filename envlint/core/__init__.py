"""The words everything else is said in. The standard library only."""
