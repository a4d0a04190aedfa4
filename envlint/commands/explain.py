"""``envlint explain``: the page of a check, or all that is known about a variable."""

from __future__ import annotations

from envlint.checks.catalogue import CODES
from envlint.commands.contract import open_contract
from envlint.commands.dossier import dossier, visible
from envlint.commands.gate import judge
from envlint.commands.survey import code_of
from envlint.core.declaration import READ
from envlint.core.errors import UsageError
from envlint.core.escape import inert, printable
from envlint.core.request import Outcome
from envlint.core.suggest import nearest
from envlint.reporters import wording
from envlint.reporters.document import written
from envlint.reporters.pages import page
from envlint.reporters.reads import shown_default

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any, Final

    from envlint.commands.dossier import Dossier, Layer, Standing
    from envlint.core.declaration import Read
    from envlint.core.location import Location
    from envlint.core.request import Request
    from envlint.core.rule import Rule

LABEL_WIDTH: Final = 10
STATED: Final = ("doc", "why", "section", "see", "owner", "phase", "sql", "default", "fallback")
VALUES: Final = ("default", "fallback")


def run(request: Request) -> Outcome:
    """Return a check's page as it is, or a variable's rule, layers and places. Values only where they may be seen.

    Raises:
        UsageError: the topic is neither the code or name of a check nor a variable that is declared, set or read.
        EnvlintError: it may be a variable, and the rules or sources cannot be read.
    """
    as_json = "json" in request.formats
    name = check_named(request.topic)
    if name:
        text = _text(name)
        document = {"code": CODES[name], "name": name, "text": text}
        return Outcome(lines=_json(document) if as_json else tuple(text.splitlines()))
    contract = open_contract(request)
    sight = judge(request, contract)
    read = code_of(contract, request.progress)
    known = {name for each in sight.judged for name in (*each.plan.variables, *each.environment.winners)}
    known |= {each.name for each in read.declarations if each.evidence == READ}
    if request.topic not in known:
        raise _unknown(request.topic, known)
    facts = dossier(request.topic, request, contract, sight, read)
    lines = _json(as_document(facts)) if as_json else tuple(inert(printable(line)) for line in as_text(facts))
    return Outcome(lines=lines, notes=sight.notes)


def check_named(topic: str) -> str:
    """Return the name of the check that a code, in any case, or a name means; empty for none."""
    if topic in CODES:
        return topic
    return next((name for name, code in CODES.items() if code == topic.upper()), "")


def _text(name: str) -> str:
    found = page(name)
    return found.text if found else f"# {CODES[name]} {name}"


def _unknown(topic: str, known: Iterable[str]) -> UsageError:
    guess = nearest(topic, [*CODES, *CODES.values(), *known])
    help = f"did you mean {guess}?" if guess else "`envlint rules` lists the variables, docs/checks.md the checks"
    return UsageError(f"'{topic[:64]}' is neither a check nor a variable", help=help)


def as_text(facts: Dossier) -> Iterator[str]:
    """Yield the lines for a terminal."""
    yield facts.name
    if not facts.rules:
        yield from _field("rule", "none: no rule declares it")
    else:
        yield from _field("rule", _cited(facts))
        for label, texts in _of_rule(facts.rules):
            yield from _field(label, *texts)
    for standing in facts.standings:
        yield ""
        yield standing.tier
        yield from _of_standing(standing)
    if facts.template or facts.docs or facts.code:
        yield ""
        yield from _field("template", *map(_place, facts.template))
        yield from _field("docs", *map(_place, facts.docs))
        yield from _field("code", *map(_read, facts.code))


def _cited(facts: Dossier) -> str:
    rule = next(iter(facts.rules.values()))
    number = f"{'#' if rule.id.isdigit() else ''}{rule.id}, " if rule.id else ""
    return f"{number}{_place(facts.rule_at)}"


def _place(at: Location | None) -> str:
    return str(at.replace(column=0)) if at else ""


def _read(read: Read) -> str:
    """Return where code reads the variable, and what it does without a value."""
    said = [f"default {default}"] if (default := shown_default(read)) else []
    said += ["required"] if read.required else []
    said += ["test"] if read.test else []
    return _place(read.at) + (f" ({', '.join(said)})" if said else "")


def _of_rule(rules: Mapping[str, Rule]) -> Iterator[tuple[str, list[str]]]:
    """Yield label and texts of what the rule says; what differs between tiers is said for each."""
    first = next(iter(rules.values()))
    yield "type", _by_tier({tier: _type(rule) for tier, rule in rules.items()})
    for label in STATED:
        yield label, _by_tier({tier: _stated(rule, label) for tier, rule in rules.items()})
    yield "required", _by_tier({tier: "yes" if rule.required else "no" for tier, rule in rules.items()})
    yield "level", _by_tier({tier: rule.level.word for tier, rule in rules.items()})
    if first.deprecated:
        yield "deprecated", [", ".join(f"{key} {text}" for key, text in first.deprecated.stated().items() if text)]


def _stated(rule: Rule, key: str) -> str:
    text: str = getattr(rule, key) or ""
    return visible(rule, text) if key in VALUES else text


def _type(rule: Rule) -> str:
    return rule.type + (f": {', '.join(rule.values)}" if rule.values else "")


def _by_tier(texts: dict[str, str]) -> list[str]:
    """Return one text if all tiers agree, else one for each tier."""
    if len(set(texts.values())) == 1:
        return [text for text in list(texts.values())[:1] if text]
    return [f"{tier}: {text or '-'}" for tier, text in texts.items()]


def _of_standing(standing: Standing) -> Iterator[str]:
    layers = [_layer(layer) for layer in standing.layers]
    state = standing.state
    default = ["nothing; the default stands"] if state and state.origin == "default" else ["nothing"]
    yield from _field("set by", *(reversed(layers) if layers else default))
    if state is not None:
        unseen = bool(standing.layers) and bool(standing.layers[-1].unseen)
        verdict = {True: "yes", False: "no", None: "cannot be seen" if unseen else "nothing to judge"}[state.valid]
        yield from _field("valid", verdict)
        yield from _field("also in", ", ".join(f"rule {rule}" for rule in state.rules[1:]))
    for finding in standing.findings:
        yield from _field("finding", f"{finding.severity}[{finding.code}] {finding.at}: {wording.headline(finding)}")


def _layer(layer: Layer) -> str:
    """Return where a layer sets the variable and to what, as far as that may be seen."""
    value = f"cannot be seen: {layer.unseen}" if layer.unseen else layer.value or "(empty)"
    part = f" ({layer.part})" if layer.part else ""
    return f"{layer.at}{part} {value}" + ("   wins" if layer.wins else "")


def _field(label: str, *texts: str) -> Iterator[str]:
    """Yield a labelled text, further ones below it; nothing at all for an empty one."""
    for index, text in enumerate(text for text in texts if text):
        yield f"  {label if not index else '':{LABEL_WIDTH}}  {text}"


def as_document(facts: Dossier) -> dict[str, Any]:
    """Return what a JSON document says of a variable."""
    return {
        "variable": facts.name,
        "rule": {tier: _rule_document(rule) for tier, rule in facts.rules.items()},
        "rule_location": _location(facts.rule_at),
        "tiers": [_standing_document(standing) for standing in facts.standings],
        "template": [_location(at) for at in facts.template],
        "docs": [_location(at) for at in facts.docs],
        "code": [{**(_location(read.at) or {}), "default": shown_default(read)} for read in facts.code],
    }


def _rule_document(rule: Rule) -> dict[str, Any]:
    stated = {key: _stated(rule, key) or None for key in ("id", *STATED)}
    return {
        **stated,
        "type": rule.type,
        "values": list(rule.values),
        "required": rule.required,
        "level": rule.level.word,
        "deprecated": rule.deprecated.stated() if rule.deprecated else None,
    }


def _standing_document(standing: Standing) -> dict[str, Any]:
    state = standing.state
    return {
        "tier": standing.tier,
        "layers": [
            {
                "source": layer.source,
                "layer": layer.part or None,
                "location": _location(layer.at),
                "value": None if layer.unseen else layer.value,
                "unseen": layer.unseen or None,
                "wins": layer.wins,
            }
            for layer in standing.layers
        ],
        "set": bool(standing.layers and (standing.layers[-1].value or standing.layers[-1].unseen)),
        "valid": state.valid if state else None,
        "rules": list(state.rules) if state else [],
        "findings": [
            {
                "code": found.code,
                "severity": found.severity.word,
                "message": found.message,
                "location": _location(found.at),
            }
            for found in standing.findings
        ],
    }


def _location(at: Location | None) -> dict[str, Any] | None:
    return {"path": at.path or None, "line": at.line or None, "column": at.column or None} if at else None


def _json(document: dict[str, Any]) -> tuple[str, ...]:
    whole = {"version": 1, "command": "explain", **document}
    return tuple(written(whole))
