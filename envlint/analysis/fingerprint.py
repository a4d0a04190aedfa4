"""What makes a finding the same finding tomorrow, when lines have moved and values have changed."""

from __future__ import annotations

from _blake2 import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from envlint.core.finding import Finding
    from envlint.core.location import Location

BYTES = 16


def place(at: Location) -> str:
    """Return the file a location is in, or the source's label where it is no file."""
    return at.path or at.source


def digest(*parts: str) -> str:
    """Return a plain hash of some texts, in hexadecimal digits."""
    content = "".join([f"{len(part)}:{part}" for part in parts])
    return blake2b(content.encode("utf-8", "surrogatepass"), digest_size=BYTES).hexdigest()


def fingerprinted(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings, which are in order, with their fingerprints.

    It is made from code, rule, variable, tier, place, in workspaces the service, and the ordinal among findings that
    agree in these: no line, no value, no message.
    """
    seen: dict[tuple[str, ...], int] = {}
    marked = []
    for finding in findings:
        key: tuple[str, ...] = (finding.code, finding.rule, finding.variable, finding.tier, place(finding.at))
        # Of a file that several services share it is the file's: a further one that reads it changes nothing.
        key += (finding.service,) if finding.service and "," not in finding.service else ()
        ordinal = seen.get(key, 0)
        seen[key] = ordinal + 1
        marked.append(finding.replace(fingerprint=digest(*key, str(ordinal))))
    return marked
