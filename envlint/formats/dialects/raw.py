"""Loaders that take a line as it stands, nothing quoted and nothing expanded: one grammar, one table of its settings.

Docker, Podman, kubectl, kustomize and GitLab each split a line at its first equals sign, and differ in what they skip,
strip and refuse. Sources: ``docker run``'s reference, ``--env-file``; the Compose Specification, env_file ``format``;
podman-run(1), ``--env-file``; ``kubectl create configmap``'s reference, ``--from-env-file``; kustomize's reference,
configMapGenerator ``envs``; GitLab's documentation, ``artifacts:reports:dotenv``; and what each made of some 700 files.
"""

from __future__ import annotations

import re

from envlint.core.record import Record
from envlint.formats.compose.env_file import BLANKS as GO_BLANKS
from envlint.formats.dialects import HOST, Assignment, Dialect, Problem, Reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Final

LONGEST_LINE: Final = 64 * 1024
"""Bytes with the line feed: Go's line scanner takes no longer ones."""
MARK: Final = "\ufeff"
NEXT_LINE: Final = "\x85"
PODMAN_BLANKS: Final = " \t"
RUBY_BLANKS: Final = "\0\t\n\v\f\r "
NO_UTF_8: Final = re.compile("[\udc80-\udcff]")
HOLDS_BLANK: Final = re.compile(r"[ \t]")
NO_CONFIG_MAP_KEY: Final = re.compile(r"\A(?:(?![-._a-zA-Z][-._a-zA-Z0-9]{0,252}\Z)|\.\Z|\.\.)")
"""What no key of a ConfigMap and no name of a variable of Kubernetes may be."""
NO_YAML_TEXT: Final = re.compile(
    r"\A(?:~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|0x[0-9a-fA-F]+|"
    r"0o[0-7]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2})\Z"
)
"""Names that kustomize writes as they are and cannot read back, as YAML takes them for something else than text."""

TAKE: Final = "take"
SKIP: Final = "skip"
STOP: Final = "stop"
REFUSE: Final = "refuse"
EMPTY: Final = "empty"
HOST_OR_SKIP: Final = "host, else skip"
HOST_OR_EMPTY: Final = "host, else empty"


class Grammar(Record):
    """What sets one of these loaders apart from the others.

    ``blanks`` are stripped before a line, ``edges`` around a name and a value. ``marked``: a byte order mark is
    dropped. ``comments``: lines after ``#`` are, and blank ones. ``foreign`` is what becomes of bytes that are no
    UTF-8: taken, refused, or put as the character that it gives. ``long`` is what becomes of a line of 64 KiB, if that
    is too long; ``unnamed`` of a line that begins with an equals sign; ``bare`` of a name alone. ``bad`` finds names
    that are refused. ``once``: no name may come twice. ``star``: ``AWS_*`` takes all such names of the host.
    ``folded``: the result is YAML, in which U+0085 ends a line.
    """

    blanks: str = GO_BLANKS
    edges: str = ""
    marked: bool = True
    comments: bool = True
    carriage_return: bool = True
    foreign: str = REFUSE
    long: str = REFUSE
    unnamed: str = REFUSE
    bare: str = HOST_OR_SKIP
    bad: re.Pattern[str] | None = None
    once: bool = False
    star: bool = False
    folded: bool = False


DOCKER: Final = Grammar(bad=HOLDS_BLANK)
PODMAN: Final = Grammar(blanks=PODMAN_BLANKS, marked=False, foreign=TAKE, star=True)
PODMAN_4: Final = PODMAN.replace(foreign="\ufffd")
KUBECTL: Final = Grammar(long=STOP, bare=HOST_OR_EMPTY, bad=NO_CONFIG_MAP_KEY, once=True)
KUSTOMIZE: Final = Grammar(long=STOP, unnamed=SKIP, bare=EMPTY, bad=NO_YAML_TEXT, once=True, folded=True)
GITLAB: Final = Grammar(
    "", RUBY_BLANKS, comments=False, carriage_return=False, foreign="\ufffd", long=TAKE, unnamed=TAKE, bare=REFUSE
)


def docker_run(data: bytes, host: Mapping[str, str]) -> Reading:
    """Read a file as ``docker run --env-file`` does, and Compose with ``format: raw``."""
    return _Scan(DOCKER, data, host).read()


def podman_4(data: bytes, host: Mapping[str, str]) -> Reading:
    """Read a file as ``podman run --env-file`` of version 4 does, as ``podman inspect`` shows it."""
    return _Scan(PODMAN_4, data, host).read()


def podman_5(data: bytes, host: Mapping[str, str]) -> Reading:
    """Read a file as ``podman run --env-file`` of version 5 does."""
    return _Scan(PODMAN, data, host).read()


def kubectl(data: bytes, host: Mapping[str, str]) -> Reading:
    """Read a file as ``kubectl create configmap --from-env-file`` does, and ``kubectl create secret generic``."""
    return _Scan(KUBECTL, data, host).read()


def kustomize(data: bytes, host: Mapping[str, str]) -> Reading:
    """Read a file as the ``envs`` of kustomize's generators do."""
    return _Scan(KUSTOMIZE, data, host).read()


def gitlab_report(data: bytes, host: Mapping[str, str]) -> Reading:
    """Read a file as GitLab reads a job's dotenv report."""
    return _Scan(GITLAB, data, host).read()


class _Refused(Exception):
    """The loader takes nothing of the file."""


class _Scan:
    def __init__(self, grammar: Grammar, data: bytes, host: Mapping[str, str]) -> None:
        self.grammar = grammar
        self.text = data.decode("utf-8", "surrogateescape")
        self.host = host
        self.found: dict[str, Assignment] = {}
        self.problems: list[Problem] = []

    def read(self) -> Reading:
        """Return what the loader sets: nothing if it refuses one line."""
        try:
            for line, start in self._lines():
                self._line(line, start)
        except _Refused:
            self.found = {}
        return Reading(tuple(self.found.values()), tuple(self.problems))

    def _lines(self) -> Iterator[tuple[str, int]]:
        """Yield the lines that are no comments, without the blanks before them, and their places."""
        grammar, start = self.grammar, 0
        if self.text == (MARK if grammar.marked else ""):
            return
        for line in self.text.removesuffix("\n").split("\n") if self.text else ():
            if grammar.long != TAKE and _too_long(line):
                self._note("line-too-long", start, start + len(line), fatal=grammar.long == REFUSE, drops_rest=True)
                return
            kept = line.removesuffix("\r") if grammar.carriage_return else line
            if grammar.foreign == REFUSE and not kept.isascii() and NO_UTF_8.search(kept):
                self._note("not-utf-8", start, start + len(kept), fatal=True)
            end = start + len(kept)
            kept = kept.removeprefix(MARK) if not start and grammar.marked else kept
            kept = kept.lstrip(grammar.blanks) if grammar.blanks else kept
            if not grammar.comments or (kept and kept[0] != "#"):
                yield kept, end - len(kept)
            start += len(line) + 1

    def _line(self, line: str, start: int) -> None:
        equals = line.find("=")
        end = start + len(line)
        if equals < 0:
            self._bare(line, start)
            return
        if not equals and self.grammar.unnamed != TAKE:
            self._note("no-name", start, end, fatal=self.grammar.unnamed == REFUSE)
            return
        name_start, name_end = _within(line, 0, equals, self.grammar.edges)
        first, last = _within(line, equals + 1, len(line), self.grammar.edges)
        name = self._name(line[name_start:name_end], start + name_start)
        value = self._text(line[first:last])
        self._add(Assignment(name, value, start + name_start, start + last, start + first, start + last))

    def _bare(self, line: str, start: int) -> None:
        """Take a name without an equals sign."""
        end, bare = start + len(line), self.grammar.bare
        if bare == REFUSE:
            self._note("no-equals-sign", start, end, fatal=True)
        name = self._name(line, start)
        if self.grammar.star and line.endswith("*"):
            for each, value in self.host.items():
                if each.startswith(line[:-1]):
                    self._add(Assignment(each, value, start, end, depends=frozenset((HOST,))))
            return
        self._note("no-equals-sign", start, end)
        given = self.host.get(name) if bare != EMPTY else None
        if given is None and bare == HOST_OR_SKIP:
            return
        depends = frozenset((HOST,)) if bare != EMPTY else frozenset[str]()
        self._add(Assignment(name, given or "", start, end, depends=depends))

    def _name(self, written: str, start: int) -> str:
        if self.grammar.bad and self.grammar.bad.search(written):
            self._note("refused-name", start, start + len(written), fatal=True)
        return self._text(written)

    def _text(self, written: str) -> str:
        """Return what the loader makes of characters that it does not keep."""
        if written.isascii():
            return written
        text = _folded(written) if self.grammar.folded and NEXT_LINE in written else written
        return text if self.grammar.foreign in (TAKE, REFUSE) else NO_UTF_8.sub(self.grammar.foreign, text)

    def _add(self, one: Assignment) -> None:
        """Take an assignment in place of an earlier one of that name."""
        if self.found.pop(one.name, None) is not None:
            self._note("repeated-name", one.start, one.start + len(one.name), fatal=self.grammar.once)
        self.found[one.name] = one

    def _note(self, kind: str, start: int, end: int, *, fatal: bool = False, drops_rest: bool = False) -> None:
        self.problems.append(Problem(kind, start, end, fatal, drops_rest))
        if fatal:
            raise _Refused


def _too_long(line: str) -> bool:
    """Whether a line is longer than Go's line scanner takes; without counting bytes where that cannot be."""
    return len(line) >= LONGEST_LINE or (
        len(line) * 4 >= LONGEST_LINE and len(line.encode("utf-8", "surrogateescape")) >= LONGEST_LINE
    )


def _folded(text: str) -> str:
    """Return a text as YAML folds it: a blank for the end of a line, and one line feed less for several of them."""
    first, *others = text.split(NEXT_LINE)
    parts, breaks = [first.rstrip(" \t")], 0
    for number, each in enumerate(others, 1):
        last = number == len(others)
        kept = each.lstrip(" \t") if last else each.strip(" \t")
        breaks += 1
        if kept or last:
            parts += ("\n" * (breaks - 1) or " ", kept)
            breaks = 0
    return "".join(parts)


def _within(line: str, start: int, end: int, edges: str) -> tuple[int, int]:
    """Return where a part of a line begins and ends without the characters at its edges."""
    if edges:
        part = line[start:end]
        end -= len(part) - len(part.rstrip(edges))
        start = min(end, start + len(part) - len(part.lstrip(edges)))
    return start, end


DIALECTS: Final = (
    Dialect("docker-run", docker_run, "docker run --env-file", "Docker CLI 28.2", ("compose-raw",)),
    Dialect("podman-4", podman_4, "podman run --env-file", "Podman 4.3"),
    Dialect("podman-5", podman_5, "podman run --env-file", "Podman 5.8"),
    Dialect("kubectl", kubectl, "kubectl create configmap --from-env-file", "kubectl 1.37"),
    Dialect("kustomize", kustomize, "configMapGenerator envs", "kustomize 5.8"),
    Dialect("gitlab-report", gitlab_report, "artifacts: reports: dotenv", "GitLab, commit 1410f851"),
)
