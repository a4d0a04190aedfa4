"""ENV101: a value outside the list its rule allows."""

from __future__ import annotations

from envlint import types
from envlint.checks.subjects import ValueSubject
from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.core.rule import Rule

SHOWN_AT_MOST = 8


def applies(rule: Rule) -> bool:
    """Whether the rule lists values, schemes or forbids repetition."""
    return bool(rule.values) or any(option in rule.spec for option in ("values", "schemes", "unique"))


def judge(subject: ValueSubject) -> Iterator[Breach]:
    """Yield a breach for a value, an item or a scheme that is not on its list."""
    rule = subject.rule
    if rule.type.startswith("list"):
        yield from _items(subject)
    elif rule.values and subject.text not in rule.values and not _means_one(subject):
        yield _refused(subject, subject.text, 0, None)
    schemes = rule.spec.get("schemes")
    if schemes:
        yield from _schemes(subject, schemes)


def _means_one(subject: ValueSubject) -> bool:
    """Whether the value equals an allowed one that is written otherwise: ``60s`` and ``1m``."""
    rule = subject.rule
    if rule.type in ("enum", "string", "secret"):
        return False
    return any(types.parse(rule.type, allowed, rule.spec) == subject.parsed for allowed in rule.values)


def _items(subject: ValueSubject) -> Iterator[Breach]:
    rule, seen = subject.rule, set[str]()
    allowed = rule.values or tuple(rule.spec.get("items", {}).get("values", ()))
    for item in subject.parsed:
        if allowed and item.text not in allowed:
            yield _refused(subject, item.text, item.start, item.end, allowed)
        if rule.spec.get("unique") and item.text in seen:
            yield Breach(
                f"{rule.name} repeats an item, and its items must differ",
                subject.at(item.start, item.end),
                label="stands earlier in the list",
                help="remove the repeated item",
            )
        seen.add(item.text)


def _schemes(subject: ValueSubject, schemes: list[str]) -> Iterator[Breach]:
    wanted = {scheme.lower() for scheme in schemes}
    values = subject.parsed if subject.rule.type.startswith("list") else (None,)
    inner = subject.rule.type.removeprefix("list<").removesuffix(">")
    for item in values:
        value = subject.parsed if item is None else item.value
        scheme = types.part(inner, value, "scheme")
        if scheme is not None and scheme.lower() not in wanted:
            start = 0 if item is None else item.start
            # A word that could be anything is not quoted: only a scheme that people write is surely no secret.
            seen = scheme if scheme.lower() in KNOWN_SCHEMES or subject.rule.secret is False else "its scheme"
            yield Breach(
                f"{subject.name}: scheme {seen} is not one of {_listed(tuple(schemes))}".replace("scheme its", "its"),
                subject.at(start, start + len(scheme)),
                help=f"use {' or '.join(f'{scheme}://' for scheme in schemes)}",
            )


KNOWN_SCHEMES = frozenset(
    ("amqp", "amqps", "file", "ftp", "grpc", "http", "https", "kafka", "mariadb", "memcached", "mongodb", "mysql",
     "nats", "oracle", "postgres", "postgresql", "redis", "rediss", "s3", "sftp", "smtp", "smtps", "sqlite",
     "sqlserver", "ssh", "tcp", "udp", "unix", "ws", "wss")
)  # fmt: skip


def _refused(
    subject: ValueSubject, text: str, start: int, end: int | None, allowed: tuple[str, ...] | None = None
) -> Breach:
    rule = subject.rule
    allowed = rule.values if allowed is None else allowed
    from envlint.core.suggest import nearest

    guess = nearest(text, allowed)
    whole = text == subject.text
    said = subject.said if whole else f"{rule.name}: item {ValueSubject(rule, text).seen or 'here'}"
    return Breach(
        f"{said} is not one of {_listed(allowed)}",
        subject.at(start, end),
        help=f"did you mean '{guess}'?" if guess else f"{'set it to' if whole else 'use'} {_listed(allowed, 'or')}",
    )


def _listed(words: tuple[str, ...], last: str = "") -> str:
    if len(words) > SHOWN_AT_MOST:
        return ", ".join(words[:SHOWN_AT_MOST]) + f" and {len(words) - SHOWN_AT_MOST} more"
    if last and len(words) > 1:
        return f"{', '.join(words[:-1])} {last} {words[-1]}"
    return ", ".join(words)
