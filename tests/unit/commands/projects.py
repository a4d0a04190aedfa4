"""Small projects in a folder, and envlint run in them."""

from __future__ import annotations

import json

from envlint.cli import main

GO = """package main

import "os"

func main() {{
{}
}}
"""


def go(*names):
    """Return a Go program that reads some variables, each on a line of its own from line 6."""
    return GO.format("\n".join(f'\tos.Getenv("{name}")' for name in names))


def make(folder, files):
    """Write files, given by their paths, into a folder."""
    for path, text in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text if isinstance(text, bytes) else text.encode())


def run(capsys, *words):
    """Return the exit code, stdout and stderr of one command."""
    code = main(list(words))
    return code, *capsys.readouterr()


def report(capsys, *words):
    """Return the exit code and the JSON report of one command."""
    code, out, err = run(capsys, *words, "--format", "json")
    assert not err
    return code, json.loads(out)


def found(capsys, *words):
    """Return the findings of a drift as code, variable, path and line."""
    _, document = report(capsys, "drift", *words)
    places = [(each["code"], each["variable"], each["location"]) for each in document["findings"]]
    return [(code, variable, at["path"], at["line"]) for code, variable, at in places]
