"""What a running database said, cut down to what everybody may see."""

from __future__ import annotations

from envlint.checks.shown import shown
from envlint.core.server import Counted, Server, Tried, Undoing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from envlint.checks.database.subject import Answer, Database, Live, Tally
    from envlint.core.rule import Rule


def server_said(databases: Sequence[Database]) -> Server | None:
    """Return what a server said of itself; None where none was asked."""
    for database in databases:
        if database.live:
            rules = {rule.name: rule for rule in database.rules}
            return _server(database.live, rules)
    return None


def tried(databases: Sequence[Database]) -> Tried | None:
    """Return what was tried in a scratch database; None where nothing was."""
    for database in databases:
        if database.trial:
            seen = database.trial.tried
            steps = [migration.step for migration in database.history.migrations]
            return Tried(
                database.trial.version, sum(step.up in seen for step in steps), sum(step.down in seen for step in steps)
            )
    return None


def _server(live: Live, rules: dict[str, Rule]) -> Server:
    answers: dict[tuple[str, str], list[Answer]] = {}
    for answer in live.answers:
        answers.setdefault((answer.number, answer.path), []).append(answer)
    return Server(
        live.version,
        len(live.catalogue.tables),
        live.applied,
        tuple(_counted(tally, rules.get(tally.variable)) for tally in live.tallies),
        tuple(Undoing(number, path, _safe(own)) for (number, path), own in answers.items()),
    )


def _counted(tally: Tally, rule: Rule | None) -> Counted:
    seen = [(value, count) for value, count in tally.rows if value is not None and shown(rule, value) == value]
    null = sum(count for value, count in tally.rows if value is None)
    hidden = len(seen) + (null > 0) < len(tally.rows)
    why = (tally.refused, "there are values that may not be shown" if hidden else "")
    return Counted(tally.column, tally.variable, tuple(seen), tally.other, null, "; ".join(filter(None, why)))


def _safe(answers: Sequence[Answer]) -> bool | None:
    if any(answer.holds for answer in answers):
        return False
    return None if any(answer.refused for answer in answers) else True
