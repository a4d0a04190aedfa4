"""What several formats say in the same words. All texts are raw: each format escapes them in its own way."""

from __future__ import annotations

from envlint.core.errors import LoadErrors
from envlint.core.severity import OFF, WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.core.errors import EnvlintError
    from envlint.core.finding import Finding
    from envlint.core.location import Location
    from envlint.core.report import Report

MANY_SERVICES = 3
MANY_SOURCES = 4
MANY_NOT_COVERED = 6


def headline(finding: Finding) -> str:
    """Return the message behind the service and the rule that people cite; not if that is the variable's own table."""
    service = f"{_services(finding.service)}: " if finding.service else ""
    if not finding.rule or finding.rule == finding.variable:
        return service + finding.message
    number = "#" if finding.rule.isdigit() else ""
    return f"{service}rule {number}{finding.rule}: {finding.message}"


def _services(names: str) -> str:
    """Return the services that a finding names, the first few of many."""
    each = names.split(", ")
    rest = f" and {len(each) - MANY_SERVICES} more" if len(each) > MANY_SERVICES else ""
    return ", ".join(each[:MANY_SERVICES]) + rest


def runs_with(finding: Finding) -> str:
    """Return what the tier runs with in place of the fault, empty where there is no fallback."""
    if finding.fallback is None:
        return ""
    return f"{finding.tier} runs with {finding.variable}={finding.fallback}"


def advice(finding: Finding) -> Iterator[str]:
    """Yield what follows a message, a line each: why, rule, help, and what the tier runs with."""
    if finding.why:
        yield f"why: {finding.why}"
    if finding.rule_at is not None:
        yield f"rule: {finding.rule_at.replace(column=0)}"
    if finding.help:
        yield f"help: {finding.help}"
    if finding.fallback is not None:
        yield f"note: {runs_with(finding)}"


def in_a_file(finding: Finding) -> Location:
    """Return where viewers of code can show the finding: its own place, or its rule's when that is no file."""
    if finding.at.path or finding.rule_at is None:
        return finding.at
    return finding.rule_at


def failures(report: Report) -> Iterator[EnvlintError]:
    """Yield every reason why envlint could not judge, one by one."""
    for error in report.errors:
        if isinstance(error, LoadErrors):
            yield from error.errors
        else:
            yield error


def blocks(finding: Finding) -> bool:
    """Whether the finding says that envlint could not look."""
    return "ENV900" < finding.code < "ENV905"


def plural(count: int, noun: str) -> str:
    """Return ``1 rule``, ``2 rules``."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def outcome(report: Report) -> str:
    """Return the verdict in a few words: ``clean``, ``1 error, 2 warnings``, ``could not judge``."""
    found = [(report.count(level), word) for word, level in reversed(WORDS.items()) if level is not OFF]
    counts = ", ".join([f"{count} info" if word == "info" else plural(count, word) for count, word in found if count])
    if report.could_not_judge:
        return f"could not judge ({counts})" if counts else "could not judge"
    return counts or "clean"


def looked_at(report: Report, *, every_source: bool = False) -> str:
    """Return what the outcome rests on: sources with their variables, files, rules, tiers."""
    seen = report.looked_at
    read_as = {label: f", as {name} reads it" for label, name in seen.read_as}
    parts = [f"{label} ({plural(count, 'variable')}{read_as.get(label, '')})" for label, count in seen.sources]
    if len(parts) > MANY_SOURCES and not every_source:
        total = sum(count for _, count in seen.sources)
        parts = [f"{len(parts)} sources ({plural(total, 'variable')})"]
    parts += [plural(len(report.variables), "variable")] if report.variables is not None else []
    parts += [plural(seen.files, "file")] if seen.files else []
    noun = "invariant" if report.command == "migrations" else "rule"
    rules = f" against {plural(seen.rules, noun)}" if seen.rules else f", without {noun}s"
    tiers = report.tiers or ((report.tier,) if report.tier else ())
    where = f" for {', '.join(tiers)}" if tiers else ""
    return (", ".join(parts) + rules if parts else "nothing looked at") + where


def summary(report: Report, *, every_source: bool = False) -> Iterator[str]:
    """Yield what a server said, the line that closes a report, and one more naming what could not be looked at."""
    if report.server is not None or report.tried is not None:
        from envlint.reporters.server import lines

        yield from lines(report)
    dropped = [(report.suppressed, "suppressed"), (report.baselined, "in the baseline")]
    left_out = "".join([f"; {count} {word}" for count, word in dropped if count])
    yield f"{outcome(report)}: {looked_at(report, every_source=every_source)}{left_out}"
    if report.looked_at.not_covered:
        named = report.looked_at.not_covered
        shown = named if every_source else named[:MANY_NOT_COVERED]
        rest = f" and {len(named) - len(shown)} more" if len(named) > len(shown) else ""
        yield f"not covered: {', '.join(shown)}{rest}"
