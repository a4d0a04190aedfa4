"""How many rows of a running server have each of the values that a rule allows.

The server compares: of a row's text nothing is sent that is not in the rule already.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from envlint.checks.database.invariants.patterns import chooses
from envlint.checks.database.subject import Tally
from envlint.formats.sql.catalogue import RELATIONS
from envlint.inventories.database import readable
from envlint.inventories.database.harmless import identifier
from envlint.inventories.database.patience import TOO_LONG, Patience
from envlint.inventories.database.readable import PUBLIC, Relation, split
from envlint.inventories.database.session import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from envlint.core.invariant import Invariant
    from envlint.core.rule import Rule
    from envlint.formats.sql.catalogue import Catalogue, Type
    from envlint.inventories.database.session import Session

MOST: Final = 50  # columns that are counted
FEW: Final = 20  # values that are looked for one by one
ENOUGH: Final = 1000  # rows of a value, where there are too many to count
TEXTS: Final = frozenset(("boolean", "character", "character varying", "text", "name"))
TRUTHS: Final = ("true", "false")


class _Tie(NamedTuple):
    """A variable, the values that its rule allows, and the column that holds them, as the catalogue names both."""

    variable: str
    values: tuple[str, ...]
    table: str
    column: str

    @property
    def written(self) -> str:
        return f"{self.table}.{self.column}"


def count(
    session: Session, rules: Iterable[Rule], catalogue: Catalogue, invariants: Iterable[Invariant] = ()
) -> tuple[Tally, ...]:
    """Return how many rows have each value, for every column that a rule's ``sql`` or an invariant ties to a variable.

    ``catalogue`` is the server's. A column costs one query, and at most ``MOST`` are counted; one more tells what kind
    of relations they are of.

    Raises:
        EnvlintError: the server does not answer any more.
    """
    ties = list(dict.fromkeys(_ties(tuple(rules), catalogue, tuple(invariants))))
    sought = {tie: _obstacle(tie, catalogue) for tie in ties}
    try:
        known = readable.relations(session, [split(tie.table) for tie in ties if not sought[tie]])
    except Refused as refused:
        return tuple(Tally(tie.variable, tie.written, refused=refused.reason) for tie in ties)
    patience, tallies = Patience(session), []
    for number, tie in enumerate(ties):
        why = sought[tie] or _unread(tie, known[split(tie.table)])
        if number >= MOST:
            why = f"only {MOST} columns are counted"
        tallies.append(Tally(tie.variable, tie.written, refused=why) if why else _counted(patience, tie))
    return tuple(tallies)


def _ties(rules: tuple[Rule, ...], catalogue: Catalogue, invariants: tuple[Invariant, ...]) -> Iterator[_Tie]:
    by_name = {rule.name: rule for rule in rules}
    for rule in rules:
        if rule.sql and (values := _values(rule)):
            table, column = parted(rule.sql, catalogue)
            yield _Tie(rule.name, values, table, column)
    for invariant in invariants:
        said = invariant.asks("values") if invariant.of == "column" else None
        tied = by_name.get(said[1:]) if isinstance(said, str) and said.startswith("$") else None
        if tied and (values := _values(tied)):
            for table, column in _named(invariant, catalogue):
                yield _Tie(tied.name, values, table, column)


def _values(rule: Rule) -> tuple[str, ...]:
    """Return the values that a rule allows; none for a list, of which no row has all."""
    if "<" in rule.type:
        return ()
    return rule.values or (TRUTHS if rule.type == "bool" else ())


def _named(invariant: Invariant, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield the columns that an invariant speaks of."""
    if not invariant.only:
        return
    for table in catalogue.tables.values():
        for column in table.columns:
            name = f"{table.name}.{column}"
            excepted = any(chooses(pattern, name) for pattern, _ in invariant.exceptions)
            if not excepted and any(chooses(pattern, name) for pattern in invariant.only):
                yield table.name, column


def parted(written: str, catalogue: Catalogue) -> tuple[str, str]:
    """Return table and column of ``table.column``, as the catalogue names them; quotes are those of SQL."""
    name = written.removeprefix(f"{PUBLIC}.")
    for table in catalogue.tables:
        if name.startswith(f"{table}."):
            column = name[len(table) + 1 :]
            if column in catalogue.tables[table].columns:
                return table, column
    plain = name.replace('"', "")
    if plain != name:
        return parted(plain, catalogue)
    table, _, column = name.rpartition(".")
    return table, column


def _obstacle(tie: _Tie, catalogue: Catalogue) -> str:
    """Return why a column cannot be counted, for all that the catalogue tells."""
    table = catalogue.tables.get(tie.table)
    if table is None:
        others = [kind for kind in RELATIONS if (kind, tie.table) in catalogue.others]
        return f"{tie.table} is a {others[0]}" if others else f"the server has no table {tie.table}"
    if tie.column not in table.columns:
        return f"the server has no column {tie.written}"
    kind = table.columns[tie.column].type
    return "" if _is_text(kind, catalogue) else f"{tie.written} is no text, enum or boolean"


def _is_text(kind: Type, catalogue: Catalogue) -> bool:
    if kind.array:
        return False
    made = catalogue.types.get(kind.name)
    if made is None:
        return kind.name in TEXTS
    return made.kind == "enum" or (made.kind == "domain" and made.base is not None and made.base.name in TEXTS)


def _unread(tie: _Tie, relation: Relation) -> str:
    if relation.obstacle:
        return relation.obstacle
    return f"the type of {tie.written} has a conversion of its own" if tie.column in relation.odd else ""


def _counted(session: Patience, tie: _Tie) -> Tally:
    """Ask the server; NULL and all that the rule does not allow come back without a text."""
    column, table = _names(tie)
    places = ", ".join(f"${number}" for number in range(1, len(tie.values) + 1))
    known = f"{column}::text IN ({places})"
    sql = f"SELECT CASE WHEN {known} THEN {column}::text END, {column} IS NULL, count(*) FROM {table} GROUP BY 1, 2"  # noqa: S608  names are quoted
    try:
        rows = session.ask(sql, *tie.values)
    except Refused as refused:
        least = _at_least(session, tie) if refused.reason == TOO_LONG and len(tie.values) <= FEW else ()
        return Tally(tie.variable, tie.written, least, refused.reason)
    other = sum(number for value, null, number in rows if value is None and not null)
    counted = sorted((value or "", value, number) for value, null, number in rows if value is not None or null)
    return Tally(tie.variable, tie.written, tuple((value, number) for _, value, number in counted), other=other)


def _at_least(session: Patience, tie: _Tie) -> tuple[tuple[str, int], ...]:
    """Return how many rows have each value, up to ``ENOUGH``: an index may find them where counting took too long."""
    column, table = _names(tie)
    sql = f"SELECT count(*) FROM (SELECT FROM {table} WHERE {column}::text = $1 LIMIT {ENOUGH}) AS found"  # noqa: S608  names are quoted
    found = []
    for value in tie.values:
        try:
            ((number,),) = session.ask(sql, value)
        except Refused:
            continue
        if number:
            found.append((value, number))
    return tuple(found)


def _names(tie: _Tie) -> tuple[str, str]:
    """Return column and table as SQL takes them."""
    schema, name = split(tie.table)
    return identifier(tie.column), f"{identifier(schema)}.{identifier(name)}"
