"""What a JavaScript file imports and passes on, and where code stands in files that hold more than code."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from envlint.inventories.code.unit import Unit

WORD = rb"[A-Za-z_$][\w$]*"
IMPORT = re.compile(
    rb"\bimport\s+(?!type\s)(?P<what>[\w$\s,*]{0,300}?(?:\{[^{}]{0,4000}\}[\w$\s,*]{0,300}?)?)\s*"
    rb"from\s*(?P<quote>['\"])(?P<module>[^'\"\n]{1,300})(?P=quote)"
)
REQUIRE = re.compile(
    rb"(?:const|let|var)\s+(?P<what>"
    + WORD
    + rb"|\{[^{}]{1,2000}\})\s*=\s*(?:await\s+import|require)\s*\(\s*['\"](?P<module>[^'\"\n]+)"
)
PASSED_ON = re.compile(
    rb"^export\s+(?!type\s)(?P<what>\*(?:\s+as\s+[\w$]+)?|\{[^{}]{1,4000}\})\s*from\s*['\"](?P<module>[^'\"\n]+)",
    re.MULTILINE,
)
EXPORTED = re.compile(
    rb"^(?:export\s+(?:(?P<names>\{[^{}]{1,4000}\})\s*(?:;|$)"
    rb"|default\s+(?:(?:async\s+)?function\s+|class\s+)?(?P<name>(?!function\b|class\b|async\b)" + WORD + rb"))"
    rb"|module\.exports\s*=\s*(?P<whole>" + WORD + rb")\s*(?:;|$))",
    re.MULTILINE,
)
SCRIPT = re.compile(rb"<script\b[^>]*>(?P<code>.*?)</script>", re.DOTALL | re.IGNORECASE)
MARKUP = re.compile(rb"\s*(?:<!--.*?-->\s*)*<[A-Za-z]", re.DOTALL)
FRONT = re.compile(rb"\s*---\n(?P<code>.*?)\n---", re.DOTALL)


def imported(unit: Unit) -> Mapping[str, tuple[str, str]]:
    """Return what a file imports by its local name: the module as it is spelled, and the name there."""
    found: dict[str, tuple[str, str]] = {}
    for match in (*IMPORT.finditer(unit.data), *REQUIRE.finditer(unit.data)):
        module = match["module"].decode("utf-8", "replace")
        for original, local in _bindings(match["what"].decode("utf-8", "replace"), required=match.re is REQUIRE):
            found[local] = (module, original)
    return found


def passed_on(unit: Unit) -> Iterator[tuple[str, str, str]]:
    """Yield what a file exports that it has from another: the module, the name there (``*``: all) and the name here."""
    if b"export" not in unit.data:
        return
    yield from _of_own(unit)
    for match in PASSED_ON.finditer(unit.data):
        module, what = match["module"].decode("utf-8", "replace"), match["what"].decode("utf-8", "replace")
        if what == "*":
            yield module, "*", "*"
        elif what.startswith("{"):
            for original, local in _names(what):
                yield module, original, local


def _of_own(unit: Unit) -> Iterator[tuple[str, str, str]]:
    """Yield what a file exports by a name that it has imported or defined; its own are of the module ``""``."""
    for match in EXPORTED.finditer(unit.data):
        pairs = (
            [*_names(match["names"].decode("utf-8", "replace"))]
            if match["names"]
            else [((match["name"] or match["whole"]).decode(), "default")]
        )
        for inner, outer in pairs:
            module, original = unit.imported.get(inner, ("", inner))
            if module or outer != inner:
                yield module, original, outer


def embedded(data: bytes) -> bytes:
    """Return a file with all that is no code blanked: a component's markup and styles. Offsets stay as they are."""
    if front := FRONT.match(data):
        spans = [front.span("code")]
    elif b"<script" in data and MARKUP.match(data):
        spans = [match.span("code") for match in SCRIPT.finditer(data)]
    else:
        return data
    pieces, last = [], 0
    for start, end in spans:
        pieces += [re.sub(rb"[^\n]", b" ", data[last:start]), data[start:end]]
        last = end
    return b"".join([*pieces, re.sub(rb"[^\n]", b" ", data[last:])])


def _bindings(what: str, *, required: bool) -> Iterator[tuple[str, str]]:
    """Yield the names of an import clause: ``a, { b as c }``, ``* as d``; of a pattern ``{ b: c }``."""
    plain, brace, names = what.partition("{")
    if brace:
        yield from _names(names.replace(":", " as ") if required else names)
    for word in plain.split(","):
        local = word.split()
        if local:
            yield ("*" if "*" in local else "default"), local[-1]


def _names(what: str) -> Iterator[tuple[str, str]]:
    for part in what.strip("{} \n").replace("{", "").replace("}", "").split(","):
        words = [word for word in part.partition("=")[0].split() if word != "type"]
        if words:
            yield words[0], words[-1]
