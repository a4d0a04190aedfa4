"""ENV208: a value of another tier: localhost or a test key in production, a tier variable that disagrees."""

from __future__ import annotations

from envlint import types
from envlint.core.finding import Breach
from envlint.core.tier import find
from envlint.types import Malformed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Final

    from envlint.checks.subjects import VariableSubject

WITH_HOST: Final = frozenset(("url", "dsn", "origin", "host"))
# Stripe's prefixes for keys of its test mode (Stripe API documentation, "Authentication").
TEST_KEYS: Final = ("sk_test_", "pk_test_", "rk_test_")


def judge(subject: VariableSubject) -> Iterator[Breach]:
    """Yield a breach for what only another tier can want."""
    rule, gate = subject.rule, subject.gate
    binding = subject.view.binding(rule.name)
    if binding is None:
        return
    text = binding.value.raw
    if rule.name == gate.tier_variable:
        named = find(gate.tiers, text)
        if named is None or named.name != gate.tier.name:
            said = f"names the tier {named.name}" if named else "names no tier"
            yield Breach(
                f"{rule.name} {said}, and {gate.tier.name} is being checked",
                binding.at,
                label=f"expected {gate.tier.name}",
                help=f"set {rule.name}={gate.tier.name}, or check the tier that is meant with --env",
            )
    test_key = text.startswith(TEST_KEYS)
    if not (test_key or rule.type.removeprefix("list<").removesuffix(">") in WITH_HOST) or not gate.strict:
        return
    if test_key:
        prefix = next(key for key in TEST_KEYS if text.startswith(key))
        yield Breach(
            f"{rule.name} is a test key ({prefix}...)",
            binding.at,
            label="a key of the test mode",
            help=f"use the live key in {gate.tier.name}",
        )
        return
    for host in local_hosts(rule.type, subject.view.parsed(rule.name)):
        yield Breach(
            f"{rule.name} points at this machine itself ({host})",
            binding.at,
            label=f"{host} is wherever the program runs",
            help=f"name the host that {gate.tier.name} uses",
        )
        return


def local_hosts(type_name: str, value: Any) -> Iterator[str]:
    """Yield the hosts in a value that are the machine's own."""
    if value is None or isinstance(value, Malformed):
        return
    if type_name.startswith("list<"):
        inner = type_name[5:-1]
        for item in value:
            yield from local_hosts(inner, item.value)
    elif type_name in WITH_HOST:
        hosts = (str(value),) if type_name == "host" else types.part_values(type_name, value, "host")
        yield from (host.lower() for host in hosts if is_local(host.lower()))


def is_local(host: str) -> bool:
    """Whether a host name or address is the machine's own (RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.3)."""
    if host in ("localhost", "::1", "0.0.0.0", "::"):  # noqa: S104  looked for, not bound to
        return True
    parts = host.split(".")
    return host.endswith(".localhost") or (len(parts) == 4 and parts[0] == "127" and all(p.isdigit() for p in parts))
