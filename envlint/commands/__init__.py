"""One module a command: gather, judge, and answer. ``run(request)`` returns an outcome and prints nothing."""
