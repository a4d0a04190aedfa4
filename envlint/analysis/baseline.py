"""The baseline: findings that are known and no longer reported. Holds no line, no value and no message."""

from __future__ import annotations

import json

from envlint.analysis.fingerprint import BYTES, place
from envlint.analysis.selection import OF_PROJECTS, finds
from envlint.core.errors import EnvlintError
from envlint.core.finding import Finding
from envlint.core.location import Location
from envlint.core.record import Record
from envlint.core.severity import WARNING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable
    from typing import Any, Final

PATH: Final = ".envlint/baseline.json"
VERSION: Final = 1
HELP: Final = "write it anew with `envlint baseline`"
ITSELF: Final = "ENV9"


class Entry(Record):
    """One known finding. The fingerprint alone decides; the other fields tell people what it is."""

    code: str
    rule: str
    variable: str
    tier: str
    place: str
    fingerprint: str

    @property
    def command(self) -> str:
        """Who found it; no tier has a say in what the commands find that look at a whole project."""
        return next((command for command in OF_PROJECTS if not self.tier and finds(command, self.code)), "check")


class Baseline(Record):
    """What a baseline file holds. ``text`` is the file, for the lines of entries that have to be spoken of."""

    entries: tuple[Entry, ...] = ()
    path: str = PATH
    text: str = ""

    def without_known(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings that are new; those of envlint about itself always are."""
        known = {entry.fingerprint for entry in self.entries}
        return [finding for finding in findings if finding.code.startswith(ITSELF) or finding.fingerprint not in known]

    def below(self, folder: str) -> Baseline:
        """Return the baseline of what lies in one folder, or of one file."""
        inside = f"{folder}/"
        own = [entry for entry in self.entries if entry.place == folder or entry.place.startswith(inside)]
        return self.replace(entries=tuple(own))

    def stale(
        self, fingerprints: Container[str], seen: Container[tuple[str, str]] | None, command: str = "check"
    ) -> list[Finding]:
        """Return a finding for each entry of a command that no longer occurs.

        ``seen`` are the tiers and places that ``check`` looked at; None = the whole project was looked at.
        """
        return [
            self._stale(entry)
            for entry in self.entries
            if entry.fingerprint not in fingerprints
            and entry.command == command
            and (seen is None or (entry.tier, entry.place) in seen)
        ]

    def _stale(self, entry: Entry) -> Finding:
        about = f" of {entry.variable}" if entry.variable else ""
        where = f"{entry.place} for {entry.tier}" if entry.tier else entry.place
        line = self.text[: self.text.find(entry.fingerprint)].count("\n") + 1
        return Finding(
            "ENV907",
            "stale-baseline-entry",
            f"{entry.code}{about} no longer occurs in {where}",
            Location(f"baseline:{self.path}", self.path, line),
            severity=WARNING,
            variable=entry.variable,
            help=HELP,
        )


def document(findings: Iterable[Finding], kept: Iterable[Entry] = ()) -> str:
    """Return the text of a baseline of these findings and of entries of an earlier one, sorted.

    Findings of envlint about itself are left out.
    """
    new = {
        Entry(finding.code, finding.rule, finding.variable, finding.tier, place(finding.at), finding.fingerprint)
        for finding in findings
        if not finding.code.startswith(ITSELF)
    }
    entries = sorted(new.union(kept))
    return json.dumps({"version": VERSION, "findings": [entry.stated() for entry in entries]}, indent=2) + "\n"


def parse(text: str, path: str = PATH) -> Baseline:
    """Return the baseline that a file holds.

    Raises:
        EnvlintError: the text is no baseline of this version; the message never quotes it.
    """
    try:
        content = json.loads(text, object_pairs_hook=_without_repetition)
    except json.JSONDecodeError as error:
        at = Location(f"baseline:{path}", path, error.lineno, error.colno)
        raise EnvlintError("the baseline is not JSON", at=at, help=HELP) from None
    except (RecursionError, ValueError):
        raise _refused("the baseline repeats a key, or is nested too deeply", path) from None
    if not isinstance(content, dict) or content.keys() != {"version", "findings"}:
        raise _refused("the baseline has other keys than 'version' and 'findings'", path)
    if type(content["version"]) is not int or content["version"] != VERSION:
        raise _refused("the baseline is of a version that this envlint does not read", path)
    if not isinstance(content["findings"], list):
        raise _refused("'findings' is no list", path)
    return Baseline(tuple([_entry(item, number, path) for number, item in enumerate(content["findings"])]), path, text)


def _entry(item: object, number: int, path: str) -> Entry:
    if not isinstance(item, dict) or item.keys() != set(Entry._fields):
        raise _refused(f"findings[{number}] has other keys than {', '.join(Entry._fields)}", path)
    for key, value in item.items():
        if not isinstance(value, str):
            raise _refused(f"findings[{number}].{key} is no text", path)
    if len(item["fingerprint"]) != 2 * BYTES or not set(item["fingerprint"]) <= set("0123456789abcdef"):
        raise _refused(f"findings[{number}].fingerprint is no fingerprint", path)
    return Entry(**item)


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        raise ValueError("a key is repeated")
    return content


def _refused(message: str, path: str) -> EnvlintError:
    return EnvlintError(message, at=Location(f"baseline:{path}", path), help=HELP)
