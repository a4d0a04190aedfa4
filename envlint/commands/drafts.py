"""Rules and settings drafted from what a project's code and files say, for people to go on from."""

from __future__ import annotations

import json
import re

from envlint.analysis.repair.facts import facts
from envlint.checks.drift.project import Project
from envlint.core.errors import EnvlintError
from envlint.core.record import Record
from envlint.core.tier import BUILT_IN
from envlint.formats.secrets import looks_secret
from envlint.rules.load import load

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Final

    from envlint.analysis.repair.facts import Facts
    from envlint.checks.drift.subject import DriftSubject
    from envlint.commands.survey import Said

PLAIN_NAME: Final = re.compile(r"[A-Z][A-Z0-9_]*")
WORD: Final = re.compile(r"[a-z][a-z0-9]*")
WHOLE: Final = re.compile(r"0|-?[1-9][0-9]{0,17}")
BARE: Final = {"bool": re.compile(r"true|false"), "int": WHOLE, "port": WHOLE, "seconds": WHOLE, "ms": WHOLE}
"""Types whose values are written without quotes, as far as they look like this."""
GUESSED: Final = {
    "bool": re.compile(r"true|false"),
    "int": WHOLE,
    "duration": re.compile(r"[0-9]+(?:ms|s|m|h)"),
    "url": re.compile(r"https?://[^\s,]+"),
}
"""How defaults look that say of what type a variable is."""
ONE_FILE: Final = 40
"""Up to so many variables stand in one file; more are parted by the first word of their names."""
A_FILE_OF_ITS_OWN: Final = 5
HEAD: Final = "# Drafted by `envlint init` from what the code says; from now on it is yours.\n"
LONGEST_LIST: Final = 8


class Table(Record):
    """The table of one variable, from which keys can be left out until it loads."""

    name: str
    comment: str
    keys: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        name = self.name if PLAIN_NAME.fullmatch(self.name) else f"var.{json.dumps(self.name)}"
        width = max((len(key) for key, _ in self.keys), default=0)
        lines = [f"# {self.comment}"] if self.comment else []
        lines += [f"[{name}]", *[f"{key:{width}} = {value}" for key, value in self.keys]]
        return "\n".join(lines) + "\n"


def rule_files(said: Said, base: str) -> dict[str, str]:
    """Return the rule files to write, by their paths from the root; every one of them loads."""
    subjects = Project(said.inventories.values()).variables.values()
    tables = [fit for subject in subjects if (fit := _fitting(_table(subject))) is not None]
    folder = f"{base}/rules" if base else "rules"
    return {f"{folder}/{name}.toml": "\n".join([HEAD, *map(str, own)]) for name, own in sorted(_parted(tables).items())}


def settings(said: Said, base: str, env_files: Sequence[str]) -> str:
    """Return the settings to write; ``env_files`` are those beside them.

    Templates are named where they lie beside the settings, for ``check``. Others, and the docs, go on being found by
    their shape: those speak for the code in their folder, while one that is named speaks for all of it.
    """
    lines = ["# Drafted by `envlint init`. docs/settings.md of envlint explains every key.", 'rules = ["rules"]']
    found = [path.removeprefix(f"{base}/") for path in said.of("template").files]
    if 0 < len(found) <= LONGEST_LIST and not any("/" in path for path in found):
        lines.append(f"template = {_list(found)}")
    tiers = [(tier, [name for name in (".env", f".env.{tier.name}") if name in env_files]) for tier in BUILT_IN]
    if any(f".env.{tier.name}" in files for tier, files in tiers):
        lines += ["", "[tiers]"]
        for tier, files in tiers:
            named = f", files = {_list(files)}" if f".env.{tier.name}" in files or tier is BUILT_IN[0] else ""
            lines.append(f'{tier.name} = {{ level = "{tier.level}", aliases = {_list(tier.aliases)}{named} }}')
    return "\n".join(lines) + "\n"


def _table(subject: DriftSubject) -> Table | None:
    """Return what the program's own reads say; None for a variable that it does not read, or that is the machine's."""
    if not subject.reads or subject.is_ambient:
        return None
    known = facts(subject.name, (), subject.variable.replace(code=subject.reads))
    at = subject.reads[0].at
    return Table(subject.name, f"read at {at.path}:{at.line}" if at.path.isprintable() else "", tuple(_keys(known)))


def _keys(known: Facts) -> Iterator[tuple[str, str]]:
    if known.secret:
        yield "type", '"secret"'
    elif known.values and not any(map(looks_secret, known.values)):
        yield "values", _list(known.values)
    elif type_name := _type(known):
        yield "type", json.dumps(type_name)
    default = None if known.secret or not known.default or looks_secret(known.default) else known.default
    if default is not None and default.isprintable():
        bare = BARE.get(_type(known))
        yield "default", default if bare and bare.fullmatch(default) else json.dumps(default, ensure_ascii=False)
    if known.required and default is None:
        yield "required", "true"


def _type(known: Facts) -> str:
    """Return the type that the reader parses; where it takes any text, what the default looks like."""
    if known.type and known.type != "enum":
        return known.type
    guessed = (name for name, shape in GUESSED.items() if known.default and shape.fullmatch(known.default))
    found = next(guessed, "")
    return "port" if found == "int" and known.name.endswith("PORT") else found


def _fitting(table: Table | None) -> Table | None:
    """Return the table with as many of its keys as load together; None if not even the name can be declared."""
    if table is None:
        return None
    keys = dict(table.keys)
    for dropped in ((), ("default",), ("type", "values"), tuple(keys)):
        left = table.replace(keys=tuple((key, value) for key, value in table.keys if key not in dropped))
        if _loads(left):
            return left
    return None


def _loads(table: Table) -> bool:
    try:
        load([("rules.toml", str(table).encode())], BUILT_IN)
    except EnvlintError:
        return False
    return True


def _parted(tables: Sequence[Table]) -> dict[str, list[Table]]:
    """Return the tables by the file they are to stand in."""
    files: dict[str, list[Table]] = {}
    words = [table.name.partition("_")[0].lower() for table in tables]
    for word, table in zip(words, tables, strict=True):
        alone = len(tables) > ONE_FILE and words.count(word) >= A_FILE_OF_ITS_OWN and WORD.fullmatch(word)
        files.setdefault(word if alone else "general" if len(tables) > ONE_FILE else "variables", []).append(table)
    return files


def _list(texts: Iterable[str]) -> str:
    return f"[{', '.join(json.dumps(text, ensure_ascii=False) for text in texts)}]"
