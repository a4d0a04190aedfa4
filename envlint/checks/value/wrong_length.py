"""ENV107: a value with too few or too many characters, a list with too few or too many items."""

from __future__ import annotations

from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import ValueSubject
    from envlint.core.rule import Rule


def applies(rule: Rule) -> bool:
    """Whether the rule or its items have a length to keep."""
    items = rule.spec.get("items", {})
    return any(bound in spec for bound in ("min_length", "max_length") for spec in (rule.spec, items))


def judge(subject: ValueSubject) -> Iterator[Breach]:
    """Yield a breach for each length out of bounds: code points of a text, items of a list or map."""
    rule = subject.rule
    collection = "<" in rule.type
    length = len(subject.parsed) if collection else len(subject.text)
    fault = _fault(length, rule.spec, "item" if collection else "character")
    if fault:
        yield _breach(subject, fault, 0, None)
    if collection and "items" in rule.spec:
        for item in subject.parsed:
            fault = _fault(len(item.text), rule.spec["items"], "character")
            if fault:
                yield _breach(subject, fault, item.start, item.end)


def _fault(length: int, spec: dict[str, int], unit: str) -> str:
    least, most = spec.get("min_length"), spec.get("max_length")
    if least is not None and length < int(least):
        return f"has {_counted(length, unit)}, and needs at least {least}"
    if most is not None and length > int(most):
        return f"has {_counted(length, unit)}, and may have at most {most}"
    return ""


def _counted(count: int, unit: str) -> str:
    return f"{count} {unit}{'' if count == 1 else 's'}"


def _breach(subject: ValueSubject, fault: str, start: int, end: int | None) -> Breach:
    if subject.rule.type == "secret":
        help = "make a new one, long enough and at random"
    else:
        help = "make it longer" if "at least" in fault else "shorten it"
    item = "" if end is None else ": an item"
    return Breach(f"{subject.name}{item} {fault}", subject.at(start, end), help=help)
