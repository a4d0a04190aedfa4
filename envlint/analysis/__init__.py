"""Pure judgement: environments and rules in, findings out."""
