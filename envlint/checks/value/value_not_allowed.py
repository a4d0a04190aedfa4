"""ENV101: a value outside the list its rule allows."""

from __future__ import annotations

from envlint import types
from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import ValueSubject
    from envlint.core.rule import Rule

SHOWN_AT_MOST = 8


def applies(rule: Rule) -> bool:
    """Whether the rule or its items list values or schemes, or items may not repeat."""
    options = ("values", "schemes", "unique")
    return bool(rule.values) or any(key in spec for key in options for spec in (rule.spec, rule.spec.get("items", {})))


def judge(subject: ValueSubject) -> Iterator[Breach]:
    """Yield a breach for a value, an item or a scheme that is not on its list, and for each repeated item."""
    for each in subject.each:
        rule = each.rule
        if rule.values and each.text not in rule.values and not _means_one(each):
            yield _refused(each, whole=each is subject)
        if "schemes" in rule.spec:
            yield from _scheme(each, tuple(rule.spec["schemes"]))
    if subject.rule.spec.get("unique"):
        yield from _repeated(subject)


def _means_one(subject: ValueSubject) -> bool:
    """Whether the value equals an allowed one that is written otherwise: ``60s`` and ``1m``."""
    rule = subject.rule
    if rule.type in ("enum", "string", "secret"):
        return False
    return any(types.parse(rule.type, allowed, rule.spec) == subject.parsed for allowed in rule.values)


def _repeated(subject: ValueSubject) -> Iterator[Breach]:
    seen = set[str]()
    for item in subject.each:
        if item.text in seen:
            yield Breach(
                f"{subject.name} repeats an item, and its items must differ",
                item.at(),
                label="stands earlier in the list",
                help="remove the repeated item",
            )
        seen.add(item.text)


def _scheme(subject: ValueSubject, schemes: tuple[str, ...]) -> Iterator[Breach]:
    scheme = types.part(subject.rule.type, subject.parsed, "scheme")
    if scheme is None or scheme.lower() in {wanted.lower() for wanted in schemes}:
        return
    # A word that could be anything is not quoted: only a scheme that people write is surely no secret.
    seen = f"scheme {scheme}" if scheme.lower() in KNOWN_SCHEMES or subject.rule.secret is False else "its scheme"
    yield Breach(
        f"{subject.name}: {seen} is not one of {_listed(schemes)}",
        subject.at(0, len(scheme)),
        help=f"use {' or '.join(f'{scheme}://' for scheme in schemes)}",
    )


KNOWN_SCHEMES = frozenset(
    ("amqp", "amqps", "file", "ftp", "grpc", "http", "https", "kafka", "mariadb", "memcached", "mongodb", "mysql",
     "nats", "oracle", "postgres", "postgresql", "redis", "rediss", "s3", "sftp", "smtp", "smtps", "sqlite",
     "sqlserver", "ssh", "tcp", "udp", "unix", "ws", "wss")
)  # fmt: skip


def _refused(subject: ValueSubject, *, whole: bool) -> Breach:
    from envlint.core.suggest import nearest

    allowed = subject.rule.values
    guess = nearest(subject.text, allowed)
    return Breach(
        f"{subject.said} is not one of {_listed(allowed)}",
        subject.at(),
        help=f"did you mean '{guess}'?" if guess else f"{'set it to' if whole else 'use'} {_listed(allowed, 'or')}",
    )


def _listed(words: tuple[str, ...], last: str = "") -> str:
    if len(words) > SHOWN_AT_MOST:
        return ", ".join(words[:SHOWN_AT_MOST]) + f" and {len(words) - SHOWN_AT_MOST} more"
    if last and len(words) > 1:
        return f"{', '.join(words[:-1])} {last} {words[-1]}"
    return ", ".join(words)
