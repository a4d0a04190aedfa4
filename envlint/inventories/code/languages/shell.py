"""Shell scripts. A variable is the environment's where the script itself gives it no value.

Expansions are those of POSIX (XCU 2.6.2) and bash: ``${X:-d}``, ``${X:=d}``, ``${X:?}``, ``${X+x}``, ``${!name}``.
"""

from __future__ import annotations

import re

from envlint.core.declaration import Dynamic, Read
from envlint.formats.literals import canonical
from envlint.inventories.code.language import Language

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from tree_sitter import Node

    from envlint.inventories.code.unit import Unit

# One letter is a slip (a password in double quotes) sooner than a variable.
EXPANSION: Final = re.compile(rb"\$\{?(!?)([A-Z_][A-Z0-9_]+)(?![\w])")
ARITHMETIC: Final = re.compile(rb"\$\(\(([^()]*)\)\)")
ASSIGNED: Final = re.compile(rb"(?m)(?:^|[;&|({\s`])([A-Za-z_]\w*)(?:\[[^]\n]*\])?\+?=")
TAKEN: Final = re.compile(
    rb"(?m)\b(?:for|select|getopts\s+\S+)\s+([A-Za-z_]\w*)"
    rb"|\b(?:read|mapfile|readarray|local|declare|typeset)\b((?:[ \t]+[-\w]+)+)"
)
PRINTED: Final = re.compile(rb"\bprintenv[ \t]+([A-Z_][A-Z0-9_]*)|\[\[?[ \t]+-v[ \t]+([A-Z_][A-Z0-9_]*)")
INDIRECT: Final = re.compile(
    rb"(?m)^[ \t]*(?:function[ \t]+)?([A-Za-z_]\w*)[ \t]*(?:\(\))?[ \t]*\{(?:[^}\n]*\n){0,12}?[^\n]*=\"?\$\{?1\b"
)
OWN: Final = re.compile(
    r"(?:BASH|COMP|FUNCNAME|PIPESTATUS|DIRSTACK|READLINE|MAPFILE)\w*"
    r"|RANDOM|SECONDS|LINENO|PWD|OLDPWD|IFS|E?UID|OSTYPE|MACHTYPE|HOSTTYPE|PPID|REPLY|OPT(?:ARG|IND|ERR)|COLUMNS|LINES|SHLVL|PS[0-4]|_"
)
OUTSIDE: Final = frozenset({"raw_string", "comment", "ansi_c_string"})


def scripts(unit: Unit) -> Iterator[Read | Dynamic]:
    """Yield what a script takes from its environment."""
    assigned = _assigned(unit.data)
    for match in EXPANSION.finditer(unit.data):
        name = match[2].decode()
        leaf = unit.leaf(*match.span(2))
        if leaf is None or leaf.type != "variable_name" or OWN.fullmatch(name):
            continue
        expansion = leaf.parent
        if match[1]:
            pattern = f"{name}*" if unit.data[match.end() : match.end() + 1] in (b"@", b"*") else "*"
            yield Dynamic(pattern, unit.place(leaf), "shell", unit.test)
        elif expansion is not None and (name not in assigned or _for_itself(unit, expansion, name)):
            yield _read(unit, name, leaf, expansion)
    yield from _others(unit, assigned)
    yield from _written(unit)


def _assigned(data: bytes) -> set[str]:
    names = {name.decode() for name in ASSIGNED.findall(data)}
    for single, several in TAKEN.findall(data):
        names.update(word.decode() for word in (single, *several.split()) if word)
    return names


def _for_itself(unit: Unit, expansion: Node, name: str) -> bool:
    """Whether a name is expanded to give itself a value: ``X=${X:-d}``, ``: "${X:=d}"``."""
    operator = unit.data[expansion.start_byte + 2 + len(name) : expansion.start_byte + 4 + len(name)]
    if operator in (b":=", b":?") or operator[:1] in (b"=", b"?"):
        return True
    node = expansion.parent
    while node is not None and node.type in ("string", "concatenation", "expansion"):
        node = node.parent
    own = node.child_by_field_name("name") if node is not None and node.type == "variable_assignment" else None
    return own is not None and unit.text(own) == name and operator[:1] in (b":", b"-")


def _read(unit: Unit, name: str, leaf: Node, expansion: Node) -> Read:
    rest = unit.data[leaf.end_byte : expansion.end_byte - 1] if expansion.type == "expansion" else b""
    operator = re.match(rb":?[-=?+]", rest)
    sign = operator[0][-1:] if operator else b""
    words = rest[operator.end() :].decode("utf-8", "replace") if operator else ""
    chained = words.lstrip('"').startswith("$")
    while chained and (inner := re.match(r'"?\$\{\w+:?[-=](.*)\}"?$', words, re.DOTALL)):
        words = inner[1]
    default = words.strip("\"'") if sign in (b"-", b"=") else None
    if default is not None and re.search(r"[$`]", default):
        default = None
    return Read(
        name,
        "code",
        unit.place(leaf),
        "read",
        None if default is None else canonical(default),
        default,
        required=True if sign == b"?" else False if default is not None else None,
        language="shell",
        how="ops",
        test=unit.test,
        chained=chained,
    )


def _others(unit: Unit, assigned: set[str]) -> Iterator[Read]:
    """Yield names in arithmetic, ``printenv X``, ``[ -v X ]``, and those given to a function that expands ``${!1}``."""
    spans = [
        (match.start(1) + word.start(), word[0])
        for match in ARITHMETIC.finditer(unit.data)
        for word in re.finditer(rb"(?<![\w$])[A-Z_][A-Z0-9_]+", match[1])
    ]
    spans += [(match.start(match.lastindex or 1), match[match.lastindex or 1]) for match in PRINTED.finditer(unit.data)]
    for wrapper in {match[1] for match in INDIRECT.finditer(unit.data)} if b"${!" in unit.data else ():
        call = (
            rb"(?m)^[ \t]*"
            + re.escape(wrapper)
            + rb"[ \t]+[\"']?([A-Z_][A-Z0-9_]*)[\"']?(?:[ \t]+[\"']([^\"'$\n]*)[\"'])?"
        )
        for match in re.finditer(call, unit.data):
            yield _ops(
                unit, match.start(1), match[1], (match[2] or b"").decode("utf-8", "replace") or None, wrapper.decode()
            )
    for start, word in spans:
        leaf = unit.leaf(start, start + len(word))
        if leaf is not None and leaf.type not in OUTSIDE and word.decode() not in assigned:
            yield _ops(unit, start, word, None, None)


def _ops(unit: Unit, start: int, word: bytes, default: str | None, via: str | None) -> Read:
    at = unit.at(start, start + len(word))
    canon = None if default is None else canonical(default)
    return Read(
        word.decode(), "code", at, "read", canon, default, language="shell", how="ops", via=via or "", test=unit.test
    )


def _written(unit: Unit) -> Iterator[Read]:
    for match in re.finditer(rb"(?m)^[ \t]*export[ \t]+([A-Z_][A-Z0-9_]*)=", unit.data):
        at = unit.at(*match.span(1))
        yield Read(match[1].decode(), "code", at, "written", language="shell", how="ops", test=unit.test)


SHELL = Language(
    "shell",
    (".sh", ".bash", ".zsh", ".ksh", ".bats", ".envsh"),
    "tree_sitter_bash",
    shebang=rb"#!\s*/\S*(?:/|env\s+)(?:ba|da|z|k|a)?sh\b",
    needles=(b"$", b"printenv", b" -v "),
    extract=scripts,
    samples=(
        ('echo "$AA ${BB:-d} ${CC:?needed} ${DD+x}"', "AA BB=d CC DD"),
        (': "${XX:="d"}"', "XX=d"),
        ("PORT=${PORT:-8080}\necho $PORT", "PORT=8080"),
        ("RED=1\necho $RED\nfor K in a b; do echo $K; done\nread -r L\necho $L", "!RED !K !L"),
        ("cat <<'EOF'\n$NOT\nEOF\ncat <<EOF\n$YES\nEOF", "YES !NOT"),
        ("echo '$NOT' # $NEITHER\necho $((COUNT + 1))", "COUNT !NOT !NEITHER"),
        ("echo ${AA:-${BB:-d}}", "AA=d BB=d"),
        ('export PASSWORD="a$T!b"', "!T"),
        ("file_env() {\n  local var=\"$1\"\n  val=\"${!var:-$2}\"\n}\nfile_env 'DB_PASSWORD' 'pw'", "DB_PASSWORD=pw"),
        ("export OUT=1\nprintenv HERE\n[ -v THERE ]", "HERE THERE !OUT"),
        ("echo $RANDOM $BASH_VERSION $PWD", "!RANDOM !BASH_VERSION !PWD"),
    ),
)
