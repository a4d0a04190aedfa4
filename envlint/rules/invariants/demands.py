"""What an ``[[invariant]]`` asks for, held against what can be asked of its subject and against the variables."""

from __future__ import annotations

import re

from envlint.core.record import Record
from envlint.rules.invariants.model import ASKS_NOTHING, DEMANDS, Invariant
from envlint.rules.invariants.patterns import misnamed
from envlint.rules.problem import did_you_mean, listed, quoted
from envlint.rules.scalars import allowed, repeated

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any, Final

    from envlint.core.rule import Rule
    from envlint.rules.conditions import Names
    from envlint.rules.invariants.tags import Tags
    from envlint.rules.refusal import Refusal
    from envlint.rules.view import View

KEYS: Final = frozenset(key for keys in DEMANDS.values() for key in keys)
COMMON: Final = frozenset(field.alias or name for name, field in Invariant.model_fields.items()) - KEYS
ACTIONS: Final = ("CASCADE", "SET NULL", "SET DEFAULT", "RESTRICT", "NO ACTION")
OF_MIGRATIONS: Final = ("rollback", "guard")
MAY_BE_VARIABLES: Final = ("values", "default")
CALLED: Final = {
    "unique": "a unique constraint",
    "check": "a CHECK constraint",
    "index": "an index",
    "enum": "an enum",
}
A_COLUMN: Final = re.compile(r'\s*("(?:[^"]|"")+"|[^\W\d][\w$]*)(?:\s[^;]*)?')


class Known(Record):
    """What invariants are held against: names, tags, and the rules of each variable by tier.

    ``rules`` leaves out variables with which something is wrong.
    """

    names: Names
    tags: Tags
    rules: Mapping[str, Mapping[str, Rule]]


def demands(view: View[Invariant], stated: tuple[str, ...], known: Known) -> tuple[tuple[str, Any], ...]:
    """Return the demands of an invariant in the order of its keys, what is wrong with them noted in the view."""
    of = view.stated.of
    asked = [key for key in stated if key in KEYS]
    for key in asked:
        if key not in DEMANDS[of]:
            fits = f"it can be asked for {listed(DEMANDS[of])}"
            view.fault((key,), f"{key} is nothing that {CALLED.get(of, f'a {of}')} has", fits, "key")
            continue
        for index, (message, help) in _faults(of, key, getattr(view.stated, key), known):
            view.fault((key, *index), message, help)
    if not asked and not view.misfits - COMMON:
        view.fault((), "an [[invariant]] asks for something", f"write one of {', '.join(DEMANDS[of])}")
    return tuple((key, _plain(key, getattr(view.stated, key))) for key in asked)


def variables(said: tuple[tuple[str, Any], ...]) -> Iterator[tuple[str, str]]:
    """Yield the keys that name a variable, and its name."""
    for key, value in said:
        if key in MAY_BE_VARIABLES and isinstance(value, str) and value.startswith("$"):
            yield key, value[1:]


def _plain(key: str, value: Any) -> Any:
    if isinstance(value, list):
        return allowed(value) if key == "values" else tuple(value)
    return value


def _faults(of: str, key: str, value: Any, known: Known) -> Iterator[tuple[tuple[int, ...], Refusal]]:
    """Yield what is wrong with a value, and the index of the item it is wrong with."""
    if isinstance(value, bool):
        if ASKS_NOTHING.get(key) is value:
            yield (), (f"{key} = {str(value).lower()} asks for nothing", "leave it out")
        return
    if not value:
        yield (), (f"{key} is empty", "leave it out")
    elif key in MAY_BE_VARIABLES and isinstance(value, str):
        if fault := _no_variable(key, value, known):
            yield (), fault
    elif isinstance(value, str):
        for fault in misnamed(value, of) if key == "name" else filter(None, [_no_word(of, key, value)]):
            yield (), fault
    else:
        words = allowed(value)
        again = repeated(words)
        for index, word in enumerate(words):
            fault = _no_value(word, known) if key == "values" else _no_word(of, key, word)
            if fault is None and index in again:
                fault = f"{quoted(word)} stands here twice", "remove one"
            if fault:
                yield (index,), fault


def _no_value(word: str, known: Known) -> Refusal | None:
    if word.startswith("$") and word[1:] in known.names.declared:
        return "a variable stands alone, not in a list", f'write values = "{word}"'
    return None


def _no_word(of: str, key: str, text: str) -> Refusal | None:
    """Return what is wrong with a text, or with an item of a list, as far as that can be seen without PostgreSQL."""
    if not text.strip():
        return f"{key} is empty", "leave it out"
    if key in ("on_delete", "on_update") and text not in ACTIONS:
        return f"{quoted(text)} is nothing that {key} can be", did_you_mean(text, ACTIONS, f"it is {listed(ACTIONS)}")
    if key == "has" and of == "migration" and text not in OF_MIGRATIONS:
        words = " and ".join(OF_MIGRATIONS)
        return f"a migration has no {quoted(text)}", did_you_mean(text, OF_MIGRATIONS, f"it has {words}")
    if key == "has" and of == "table" and not A_COLUMN.fullmatch(text):
        return "a column is written as in SQL", "such as 'created_at timestamptz not null default now()'"
    return None


def _no_variable(key: str, text: str, known: Known) -> Refusal | None:
    """Return what is wrong with ``$NAME``, or with a text that is none where only ``$NAME`` can stand."""
    name = text[1:]
    if not text.startswith("$"):
        if key == "default":
            return None
        help = f'write "${text}"' if text in known.names.declared else 'write ["a", "b"], or "$NAME" for a variable\'s'
        return "values are a list, or those of a variable", help
    if fault := known.names.unknown(name):
        return fault
    rules = known.rules.get(name)
    if rules is None:
        return None
    lacking = [tier for tier, rule in rules.items() if not (rule.values if key == "values" else rule.default)]
    if lacking:
        where = "" if len(lacking) == len(rules) else f" in {listed(lacking)}"
        what = "values" if key == "values" else "a default"
        return f"{name} has no {key}{where}", f"give it {what}, or write here what the database has"
    if any(rule.secret or (rule.type == "secret" and rule.secret is None) for rule in rules.values()):
        return f"{name} is a secret, and no schema may hold one", "write here what the database has"
    return None
