"""What can be wrong with names, whatever file they stand in."""

from __future__ import annotations

from envlint.core.source import Notice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Final

    from envlint.core.source import Binding

# What each of these makes other programs do, from their own manuals (ld.so(8), bash(1), sh(1p), perlrun, ...).
DANGEROUS: Final = {
    "BASH_ENV": "every non-interactive bash runs the file it names",
    "ENV": "every interactive POSIX shell runs the file it names",
    "GIT_SSH_COMMAND": "git runs it instead of ssh",
    "IFS": "shells split words at its characters",
    "JAVA_TOOL_OPTIONS": "every Java machine takes it as options, agents included",
    "JDK_JAVA_OPTIONS": "every Java launcher takes it as options, agents included",
    "LD_AUDIT": "every program loads the libraries it names",
    "LD_LIBRARY_PATH": "every program looks for its libraries there first",
    "LD_PRELOAD": "every program loads the libraries it names",
    "NODE_OPTIONS": "every Node process takes it as options, --require included",
    "PERL5LIB": "every Perl program looks for its modules there first",
    "PERL5OPT": "every Perl program takes it as options, -M included",
    "PROMPT_COMMAND": "every interactive bash runs it before each prompt",
    "PYTHONHOME": "every Python looks for its standard library there",
    "PYTHONPATH": "every Python program looks for its modules there first",
    "PYTHONSTARTUP": "every interactive Python runs the file it names",
    "RUBYLIB": "every Ruby program looks for its libraries there first",
    "RUBYOPT": "every Ruby program takes it as options, -r included",
    "SHELLOPTS": "every bash takes it as options",
    "_JAVA_OPTIONS": "every Java machine takes it as options, agents included",
}
OPTIONS: Final = frozenset(("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "NODE_OPTIONS", "_JAVA_OPTIONS"))
ONLY_LIMITS: Final = ("--max-", "-Xms", "-Xmx", "-Xss", "-XX:InitialRAM", "-XX:Max", "-XX:MinRAM")
"""How options begin that set how much memory a Node process or a Java machine takes, and load nothing."""
DYLD: Final = "the macOS loader loads libraries by it"

# curl(1) and others read these in lower case, other programs in upper case: setting both is the usual thing to do.
BOTH_CASES: Final = frozenset(("all_proxy", "ftp_proxy", "http_proxy", "https_proxy", "no_proxy"))


def notices(bindings: Sequence[Binding]) -> list[Notice]:
    """Return the notices duplicate-key, names-differ-in-case-only, unexportable-name and dangerous-name of one file."""
    first = {binding.name: binding for binding in reversed(bindings)}
    found: list[Notice] = []
    if len(first) < len(bindings):
        found += repeated(bindings)
    if len({name.lower() for name in first}) < len(first):
        found += _case_only(bindings)
    joined = "\n".join(first)
    if not (joined.isascii() and all(map(str.isidentifier, first))):
        found += _each(first, "unexportable-name", _unexportable)
    if "DYLD_" in joined or not DANGEROUS.keys().isdisjoint(first):
        found += _each(first, "dangerous-name", _danger)
    return found


def repeated(bindings: Iterable[Binding]) -> Iterator[Notice]:
    """Yield a notice ``duplicate-key`` for each binding of a name but the first, to which it is held."""
    first: dict[str, Binding] = {}
    for binding in bindings:
        earlier = first.setdefault(binding.name, binding)
        if earlier is not binding:
            detail = "same value" if binding.value == earlier.value else "other value"
            yield _about(binding, "duplicate-key", detail, ("first set here", earlier))


def _about(binding: Binding, kind: str, detail: str, *related: tuple[str, Binding]) -> Notice:
    places = tuple((label, other.name_start, other.name_end) for label, other in related)
    return Notice(kind, binding.name_start, binding.name_end, binding.name, detail, places)


def _each(first: Mapping[str, Binding], kind: str, judge: Callable[[Binding], str]) -> Iterator[Notice]:
    for binding in first.values():
        if detail := judge(binding):
            yield _about(binding, kind, detail)


def _case_only(bindings: Iterable[Binding]) -> Iterator[Notice]:
    seen: dict[str, Binding] = {}
    for binding in bindings:
        lowered = binding.name.lower()
        earlier = seen.setdefault(lowered, binding)
        if earlier.name != binding.name and lowered not in BOTH_CASES:
            yield _about(binding, "names-differ-in-case-only", "", ("the other one", earlier))


def _unexportable(binding: Binding) -> str:
    """Say why a shell could not export a name (POSIX, 3.231 Name); dots are left to those who use them on purpose."""
    name = binding.name
    if not name:
        return "it is empty"
    word = name.replace(".", "_")
    if word.isidentifier() and word.isascii():
        return ""
    if not name.isascii():
        return "a character outside ASCII"
    if name[0].isdigit():
        return "a digit at its start"
    if "-" in name:
        return "a hyphen"
    return "a blank" if any(character.isspace() for character in name) else "a character that is no letter, digit or _"


def _danger(binding: Binding) -> str:
    name = binding.name
    if name.startswith("DYLD_"):
        return DYLD
    # ENV=production is what many programs call their tier: only the path of a file does harm.
    if name == "ENV" and "/" not in binding.value.raw:
        return ""
    words = binding.value.raw.split()
    if name in OPTIONS and words and all(word.startswith(ONLY_LIMITS) for word in words):
        return ""
    return DANGEROUS.get(name, "")
