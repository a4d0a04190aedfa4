"""What is spelled anew for which loaders, and what is left: a case for each way in which loaders part on a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from envlint.analysis.respell import Respelling, respelled
from envlint.analysis.respell.left import CLASSES, LINE_END, Left
from envlint.analysis.respell.whole import BUDGET, Edit, Old
from envlint.analysis.respell.wording import REASONS, UNSPELLED, listed, reason
from envlint.formats.dialects import by_every_name, named

if TYPE_CHECKING:
    from collections.abc import Sequence

KNOWN = by_every_name()
AFTER = b"B=2\n"


def spelled(data: bytes, loaders: str, **meant: str) -> Respelling:
    """Spell a file for some loaders, named as people name them."""
    return respelled(data, [KNOWN[named(name)] for name in loaders.split()], meant)


FIXED = [
    ("a value that is cut, by a rule", "dotenv python-dotenv", b"A=x#y\n", b"#y\nA=x\n", {"A": "x"}),
    ("a value that is not cut, by a rule", "dotenv python-dotenv", b"A=x#y\n", b'A="x#y"\n', {"A": "x#y"}),
    ("a blank behind the sign", "python-dotenv node-22", b"A= \n", b"A=\n", {}),
    ("a blank behind the sign, first", "node-22 python-dotenv", b"A= \n", b"A=\n", {}),
    ("a line that is refused", "python-dotenv dotenvy", b"A=hello world\n", b'A="hello world"\n', {}),
    ("a line that the first refuses", "dotenvy python-dotenv", b"A=hello world\n", b'A="hello world"\n', {}),
    ("what uv drops all behind", "python-dotenv uv", b"A=it's\n", b'A="it\'s"\n', {}),
    ("quotes that are kept", "compose docker", b'A="abc"\n', b"A=abc\n", {}),
    ("quotes that are kept, by a rule", "docker compose", b'A="abc"\n', b"A=abc\n", {"A": "abc"}),
    ("a comment that is kept", "compose systemd", b"A=1 # c\n", b"# c\nA=1\n", {}),
    ("a comment behind quotes", "compose systemd", b'A="x y" # c\n', b'# c\nA="x y"\n', {}),
    ("a comment that is kept, by a rule", "systemd compose", b"A=1 # c\n", b"# c\nA=1\n", {"A": "1"}),
    ("a value that is cut", "python-dotenv dotenv", b"A=x#y\n", b'A="x#y"\n', {}),
    ("a colour", "python-dotenv node-22 bash", b"A=#ff0000\n", b'A="#ff0000"\n', {}),
    ("a hash with dollars", "node-22 compose bash", b"A=$2y$10$abcde\n", b"A='$2y$10$abcde'\n", {}),
    ("a dollar in single quotes", "compose vite", b"X=1\nA='pa$X'\n", b'X=1\nA="pa\\$X"\n', {}),
    ("a reference that is plain text", "compose node-22", b"X=1\nA=${X}\n", b"X=1\nA=1\n", {}),
    ("a reference ahead", "python-dotenv next", b"A=${X}\nX=1\n", None, {}),
    ("no braces", "compose dotenvy", b"HO_ST=1\nA=$HO_ST\n", b"HO_ST=1\nA=${HO_ST}\n", {}),
    ("a reference that quotes break", "bash dotenvy", b'X=1\nA="$X"\n', b"X=1\nA=$X\n", {}),
    ("a command that one would run", "node-22 bash", b"A=$(echo hi)\n", b"A='$(echo hi)'\n", {}),
    ("backticks", "python-dotenv dotenv", b"A=x`y`\n", None, {}),
    ("a bare blank", "compose bash", b"A=hello world\n", b'A="hello world"\n', {}),
    ("signs of the shell", "compose bash", b"A=a;b&c|d<e>(f)\n", b'A="a;b&c|d<e>(f)"\n', {}),
    ("blanks round the sign", "compose docker", b"A = 1\n", b"A=1\n", {}),
    ("export", "compose docker", b"export A=1\n", b"A=1\n", {}),
    ("export stays", "compose bash", b"export A=x;y\n", b'export A="x;y"\n', {}),
    ("a colon", "dotenv docker", b"A: 1\n", b"A=1\n", {}),
    ("set twice", "compose uv", b"A=1\nA=3\n", b"A=3\n", {}),
    ("set twice, refused", "compose kubectl", b"A=1 # old\nA=3\n", b"# old\nA=3\n", {}),
    ("an escape", "dotenv bash", b'A="a\\nb"\n', b'A="a\nb"\n', {}),
    ("an escape that is none", "bash dotenv", b'A="a\\nb"\n', b"A='a\\nb'\n", {}),
    ("a bare backslash", "compose bash ruby-dotenv-3", b"A=C:\\new\n", b"A='C:\\new'\n", {}),
    ("a backslash at the end", "dotenv systemd", b"A=x\\\n", None, {}),
    ("CRLF", "dotenv bash", b"A=1\r\n\r\n# c\r\nC='x y'\r\n", b"A=1\n\n# c\nC='x y'\n", {}),
    ("CRLF, a shell first", "bash dotenv", b"A=1\r\n", b"A=1\n", {}),
    ("CRLF that nobody minds", "dotenv compose", b"A=1\r\n", b"A=1\r\n", {}),
    ("a mark", "dotenv node-22", b"\xef\xbb\xbfA=1\n", b"A=1\n", {}),
    ("a mark, first", "node-22 dotenv", b"\xef\xbb\xbfA=1\n", b"A=1\n", {}),
    ("a mark that nobody minds", "dotenv compose", b"\xef\xbb\xbfA=1\n", b"\xef\xbb\xbfA=1\n", {}),
    ("prose", "dotenv compose", b"hello there\n; x\n", b"# hello there\n# ; x\n", {}),
    ("a line of blanks", "dotenv node-20", b" \t\n", b"\n", {}),
    ("a comment that goes on", "dotenv make", b"# x \\\n", b"# x \n", {}),
    ("JSON", "dotenv bash dotenvy", b'A={"a":1}\n', b"A='{\"a\":1}'\n", {}),
    ("a blank line in a report", "dotenv gitlab", b"\n", b"", {}),
    ("a home", "compose bash", b"A=~/data\n", b'A="~/data"\n', {}),
    ("what all read alike", "dotenv compose node-22", b'A="x y"\nC=\'z\' # c\n', b'A="x y"\nC=\'z\' # c\n', {}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("loaders", "before", "after", "meant"), [case[1:] for case in FIXED], ids=[c[0] for c in FIXED]
)
def test_a_line_is_spelled_so_that_all_read_it_alike(
    loaders: str, before: bytes, after: bytes | None, meant: dict[str, str]
) -> None:
    found = spelled(before + AFTER, loaders, **meant)
    if after is not None:
        assert found.data == after + AFTER
    assert found.left == ()
    readings = [KNOWN[named(name)].read(found.data, {}) for name in loaders.split()]
    assert all(reading.ok and reading.values == readings[0].values for reading in readings)
    assert readings[0].values["B"] == "2"
    assert spelled(found.data, loaders, **meant) == Respelling(found.data)


LEFT = [
    ("not-set", "python-dotenv dotenv", b"A: 1\n"),
    ("command", "bash node-22", b"A=$(echo hi)\n"),
    ("host", "python-dotenv node-22", b"A=${NOPE}\n"),
    ("default", "bash node-22", b"A=${NOPE:-d}\n"),
    ("bare-name", "dotenv docker", b"A\n"),
    ("comment-or-value", "dotenv python-dotenv", b"A=x#y\n"),
    ("comment-or-value", "systemd compose", b"A=1 # c\n"),
    ("quotes-or-value", "docker compose", b'A="abc"\n'),
    ("quotes-or-value", "dotenv bash", b'A="x\n'),
    ("reference-or-value", "node-22 compose", b"X=1\nA=${X}\n"),
    ("no-spelling", "compose docker", b'A="a\\nb"\n'),
    ("no-spelling", "bash docker", b"A='x y'\n"),
    ("no-spelling", "node-22 vite", b"A=$2y$10$abcdefghij\n"),
    ("name", "dotenv bash", b"MY-KEY=1\n"),
    ("prose", "dotenv bash", b"hello there\n"),
    ("comment", "dotenv gitlab", b"# c\n"),
    ("several", "kustomize python-dotenv", b'A="x\ny"\n'),
    ("in-doubt", "dotenvy node-22 compose", b"A=x y#z\n"),
    ("in-doubt", "node-22 docker", b"A: 1\n"),
    ("in-doubt", "docker", b"A = 1\n"),
    ("text-after", "bash python-dotenv", b"export A=x y\n"),
    ("no-utf-8", "compose dash", b"A=\xff x\n"),
    ("no-text", "compose dash", b"A=\0\n"),
    ("byte-order-mark", "python-dotenv dotenv", b"C=1\n\xef\xbb\xbfA=1\n"),
    ("byte-order-mark", "dotenv python-dotenv", b"C=1\n\xef\xbb\xbfA=1\n"),
    ("byte-order-mark", "dotenv podman-5", b"C=1\nexport \xef\xbb\xbfA=x y\n"),
    ("byte-order-mark", "dotenv docker", b"\xef\xbb\xbf\xef\xbb\xbfA=1\n"),
]


@pytest.mark.parametrize(("kind", "loaders", "data"), LEFT)
def test_a_line_that_cannot_be_spelled_stays_and_is_said(kind: str, loaders: str, data: bytes) -> None:
    found = spelled(data + AFTER, loaders)
    assert found.data == data + AFTER
    assert [line.kind for line in found.left] == [kind]
    assert not found.done


def test_what_is_said_of_a_line_names_its_variable_its_loaders_and_what_is_in_the_way() -> None:
    assert spelled(b"# c\nA='x y'\n", "bash docker").left == (
        Left(2, "no-spelling", "A", ("bash", "docker-run"), "blank"),
    )
    assert spelled(b"A='$x'\n", "node-22 vite").left[0].holds == "$"
    assert spelled(b'A="x\ny"\n', "compose docker").left[0].holds == LINE_END


def test_lines_are_counted_in_the_file_as_it_was() -> None:
    found = spelled(b"A=1 # c\nC=2 # d\nD=$(x)\nE=3 # e\n", "compose systemd docker bash")
    assert found.data == b"# c\nA=1\n# d\nC=2\nD=$(x)\n# e\nE=3\n"
    assert [(each.line, each.name) for each in found.done] == [(1, "A"), (2, "C"), (4, "E")]
    assert [(each.line, each.kind) for each in found.left] == [(3, "command")]


def test_a_line_is_left_if_another_would_be_lost_with_it() -> None:
    """Docker takes the file as soon as ``export`` is gone, and would read the quotes of the other line."""
    data = b'C="x y"\nexport A=1\n'
    found = spelled(data, "compose docker bash")
    assert found.data == data
    assert [(each.line, each.kind) for each in found.left] == [(1, "no-spelling"), (2, "elsewhere")]


class Stubborn(Old):
    """Allows any edits but those of some chunks, and counts the questions."""

    refused: frozenset[int] = frozenset()
    asked = 0

    def allows(self, edits: Sequence[Edit]) -> bool:
        """Whether none of them is refused."""
        self.asked += 1
        return self.refused.isdisjoint(each.chunk for each in edits)


@pytest.mark.parametrize(
    ("refused", "kept", "complete"),
    [((), 200, True), ((7,), 199, True), ((7, 99), 198, True), (tuple(range(200)), 0, False)],
)
def test_edits_that_do_not_go_with_the_others_are_found_within_a_budget(
    refused: tuple[int, ...], kept: int, complete: bool
) -> None:
    old = Stubborn([], [KNOWN["bash"]], [{}])
    old.refused = frozenset(refused)
    edits = [Edit(chunk, "") for chunk in range(200)]
    found, tried = old.settled(edits)
    assert (len(found), tried) == (kept, complete)
    assert old.refused.isdisjoint(each.chunk for each in found)
    assert old.asked <= BUDGET + 1


def test_no_value_of_the_first_loader_changes_without_a_rule() -> None:
    data = b"A=\"x\"\nC=1 # c\nD=${A}\nE='$A'\nF=a\\nb\nG=~\n"
    for loaders in ("docker compose", "systemd bash", "make python-dotenv", "node-22 vite bash"):
        first = KNOWN[named(loaders.split()[0])]
        assert first.read(spelled(data, loaders).data, {}).values == first.read(data, {}).values


@pytest.mark.parametrize("loaders", ["dotenv", "docker"])
def test_for_one_loader_there_is_nothing_to_do(loaders: str) -> None:
    data = b'A="x" # c\r\nC = 1\nexport D=${A}\nE=\'$A\n'
    assert spelled(data, loaders).data == data


def test_a_rule_decides_only_what_some_loader_reads() -> None:
    data = b"A=1 # c\nB=2\n"
    assert spelled(data, "systemd compose", A="7").data == data
    assert spelled(data, "compose docker", B="7").data == b"# c\nA=1\nB=2\n"


def test_nothing_of_a_value_is_in_a_reason() -> None:
    for kind in REASONS:
        assert "{" not in reason(Left(1, kind, "NAME", ("bash", "docker-run")))
    for holds in (*UNSPELLED, *(each for _, each in CLASSES), ""):
        assert "bash" in reason(Left(1, "no-spelling", "NAME", ("bash", "docker-run"), holds))
    assert "no loader takes it" in reason(Left(1, "in-doubt"))


@pytest.mark.parametrize(
    ("loaders", "words"),
    [((), ""), (("a",), "a"), (("a", "b", "c", "d"), "a, b, c and d"), (tuple("abcde"), "a, b, c and 2 more")],
)
def test_loaders_in_words(loaders: tuple[str, ...], words: str) -> None:
    assert listed(loaders) == words
