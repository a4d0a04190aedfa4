"""ENV209: a secret left at the value that the repository publishes."""

from __future__ import annotations

from envlint.core.finding import Breach, Related
from envlint.formats.placeholders import is_placeholder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import VariableSubject


def judge(subject: VariableSubject) -> Iterator[Breach]:
    """Yield a breach when a declared secret equals its template's value. The tier that forgives most may do that."""
    rule, gate = subject.rule, subject.gate
    binding, published = subject.view.binding(rule.name), gate.published.get(rule.name)
    if binding is None or published is None or gate.lax or not (rule.type == "secret" or rule.secret):
        return
    if published.value == binding.value and not is_placeholder(binding.value.raw):
        yield Breach(
            f"{rule.name} has the value that the template publishes",
            binding.at,
            label="known to everybody who can read the repository",
            related=(Related("published here", published.at),),
            help="make a new one, and keep it out of the repository",
        )
