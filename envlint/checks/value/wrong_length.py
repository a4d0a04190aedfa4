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
    if "<" in rule.type:
        fault = _fault(len(subject.parsed), rule.spec, "item")
        if fault:
            yield _breach(subject, rule.name, fault)
    for each in subject.each:
        fault = _fault(len(each.text), each.rule.spec, "character")
        if fault:
            yield _breach(each, rule.name if each is subject else f"{rule.name}: an item", fault)


def _fault(length: int, spec: dict[str, int], unit: str) -> str:
    least, most = spec.get("min_length"), spec.get("max_length")
    if least is not None and length < int(least):
        return f"has {_counted(length, unit)}, and needs at least {least}"
    if most is not None and length > int(most):
        return f"has {_counted(length, unit)}, and may have at most {most}"
    return ""


def _counted(count: int, unit: str) -> str:
    return f"{count} {unit}{'' if count == 1 else 's'}"


def _breach(subject: ValueSubject, said: str, fault: str) -> Breach:
    if subject.rule.type == "secret":
        help = "make a new one, long enough and at random"
    else:
        help = "make it longer" if "at least" in fault else "shorten it"
    return Breach(f"{said} {fault}", subject.at(), help=help)
