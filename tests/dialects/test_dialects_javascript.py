"""The loaders of the JavaScript world: each rule of their grammars, by hand."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from envlint.formats.dialects import COMMAND, DEFAULT, HOST
from envlint.formats.dialects.javascript import DIALECTS
from envlint.formats.dialects.javascript.budget import MOST_WORK

READERS = {name: dialect.read for dialect in DIALECTS for name in (dialect.name, *dialect.aliases)}
NAMES = [dialect.name for dialect in DIALECTS]
OUTSIDE = {"OUT": "outside", "EMPTY": ""}


def values(name: str, text: str | bytes) -> dict[str, str | None]:
    reading = READERS[name](text if isinstance(text, bytes) else text.encode(), OUTSIDE)
    assert reading.ok
    return reading.values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A=1\nB=2\n", {"A": "1", "B": "2"}),
        ("export A=1", {"A": "1"}),
        ("export=1", {"export": "1"}),
        ("A: 1", {"A": "1"}),
        ("A:1", {}),
        ("A\n=1", {"A": "1"}),
        ('A=\n"x"', {"A": "x"}),
        ("A=\nB=2", {"A": "", "B": "2"}),
        ("A=1#c\nB=#c", {"A": "1", "B": ""}),
        ('A="x" # c', {"A": "x"}),
        ('A="x" y', {"A": '"x" y'}),
        ('A="x\nB=2', {"A": '"x', "B": "2"}),
        ('A="a\\"', {"A": "a\\"}),
        ('A="a\\"b"', {"A": 'a\\"b'}),
        ("A='a\\nb'\nB=\"a\\nb\\r\"\nC=`\\n`", {"A": "a\\nb", "B": "a\nb\r", "C": "\\n"}),
        ('A="1\n2"\r\nB=3\rC=4', {"A": "1\n2", "B": "3", "C": "4"}),
        ("A=1\nB=2\nA=3", {"A": "3", "B": "2"}),
        ("\ufeffA=1", {"A": "1"}),
        ("A=\xa01\xa0", {"A": "1"}),
        ("A='x'\u2028'y'", {"A": "x"}),
        ("A=z\u2028'y'", {"A": "z\u2028y"}),
        ("__proto__=1\nprose here\nMY-KEY.x=2", {"MY-KEY.x": "2"}),
        (b"A=\xff", {"A": "\ufffd"}),
    ],
)
def test_dotenv(text: str | bytes, expected: dict[str, str]) -> None:
    assert values("dotenv-js-17", text) == expected


def test_dotenv_has_places_in_the_file_and_the_order_of_an_objects_keys() -> None:
    text = "B=1\r\n2=x\r\nexport A='v w' # c\r\n1=y"
    found = READERS["dotenv-js-18"](text.encode(), {}).assignments
    assert [each.name for each in found] == ["1", "2", "B", "A"]
    assert text[found[3].start : found[3].end] == "export A='v w'"
    assert text[found[3].value_start : found[3].value_end] == "v w"
    assert found[3].quote == "'"


@pytest.mark.parametrize(
    ("text", "kind"),
    [("prose", "ignored-line"), ('A="x', "unterminated-quote"), ("A='x' y", "text-after-quote")],
)
def test_dotenv_tells_what_it_passes_over(text: str, kind: str) -> None:
    problems = READERS["dotenv-js-16"](text.encode(), {}).problems
    assert [problem.kind for problem in problems] == [kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("X=1\nA=$X${X}'$X'", "11'1'"),
        ("A='${OUT}'", "outside"),
        ("A=${X}\nX=1", ""),
        ("A=${NO:-d}${EMPTY:-e}${NO-f}", "def"),
        ("A=${OUT:+y}${NO:+n}", "y"),
        ("A=${NO:-${OUT}}", "outside"),
        ("A=\\$OUT", "$OUT"),
        ("A=x${A}", "x"),
        ("A=${nonullhere}", "here"),
        ("X=\\$\\$\nA=[$X]", "[$]"),
        ("A=a$1 $", "a$1 $"),
    ],
)
def test_dotenv_expand(text: str, expected: str) -> None:
    assert values("dotenv-expand-12", text)["A"] == expected


def test_dotenv_expand_gives_the_hosts_value_and_says_so() -> None:
    found = READERS["dotenv-expand-12"](b"OUT=file\nA=${OUT}\nB=${NO:-d}\nEMPTY=x", OUTSIDE).assignments
    assert [(each.value, each.depends) for each in found] == [
        ("outside", {HOST}),
        ("outside", {HOST}),
        ("d", {DEFAULT}),
        ("x", frozenset()),
    ]


@pytest.mark.parametrize("name", ["dotenv-expand-12", "dotenv-expand-1000", "dotenvx", "vite"])
def test_a_name_of_the_prototype_is_refused(name: str) -> None:
    assert not READERS[name](b"constructor=1\n", {}).ok


@pytest.mark.parametrize(
    ("name", "dynamic"),
    [
        ("dotenv-expand-12", ()),
        ("dotenv-expand-1000", ("A", "B", "C", "D")),
        ("dotenvx", ("A", "C", "D")),
    ],
)
def test_commands(name: str, dynamic: tuple[str, ...]) -> None:
    reading = READERS[name](b"A=$(x ')')\nB='$(x)'\nC=\"\\$(x)\"\nD=${A}\nE=$(x\nF=1\n", {})
    assert reading.dynamic == dynamic
    assert reading.values["F"] == "1"
    assert all(each.depends == {COMMAND} for each in reading.assignments if each.name in dynamic)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("X=1\nA=$X", "1"),
        ("A='$OUT'", "outside"),
        ("A=${X}\nX=\\$OUT", "$OUT"),
        ("A=${NO:-d}", "d"),
        ("A=${NO-d}", "-d}"),
        ("X=1\nA=$X $", "$X $"),
        ("A=\\$OUT", "$OUT"),
    ],
)
def test_next(text: str, expected: str) -> None:
    assert values("next-env", text)["A"] == expected


def test_next_refuses_a_cycle() -> None:
    assert not READERS["next-env"](b"A=$B\nB=$A\n", {}).ok


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A=1 # c\nB='x' y\nC=\"\\n\"\nD='\\n'", {"A": "1", "B": "x", "C": "\n", "D": "\\n"}),
        ("A= \nB=2", {"A": "B=2"}),
        ("A=\nB=2", {"A": "", "B": "2"}),
        ("A='a\\'b'", {"A": "a\\"}),
        ('A="x\nB=2', {"A": '"x', "B": "2"}),
        ("prose\n=x\nexport  A=1\nexport B=\n # c=1", {"A": "1", "export B": "", "# c": "1"}),
        ("A=1\n # c=2\n", {"A": "1"}),
        ("= # c=1\n= x=2\nB=3", {"x": "2", "B": "3"}),
        ("A=1\rB=2", {"A": "1B=2"}),
        ("OUT=1\nA=\0x", {"A": ""}),
    ],
)
def test_node_22(text: str, expected: dict[str, str]) -> None:
    assert values("node-22", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A= \nB=2", {"A": "", "B": "2"}),
        ("prose\nA=1", {"prose\nA": "1"}),
        ("\tA=\t1", {"\tA": "\t1"}),
        ("A=1\n#B=2", {"A": "1", "#B": "2"}),
        ("A=1\n=x\nB=2", {"A": "1"}),
        ('A=1\nB="x', {"A": "1"}),
    ],
)
def test_node_20(text: str, expected: dict[str, str]) -> None:
    assert values("node-20", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A=${X}\nX=1", {"A": "1", "X": "1"}),
        ("A='${OUT}'\nOUT=2", {"A": "outside"}),
        ("A= \nX=1", {"A": "X=1"}),
    ],
)
def test_vite(text: str, expected: dict[str, str]) -> None:
    assert values("vite", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A=$X\nX=1\nB=${NO}$\nC=\\$X", {"A": "1", "X": "1", "B": "${NO}$", "C": "$X"}),
        ("A=${X:-d}\nX=1", {"A": "${X:-d}", "X": "1"}),
        ("A=x$A\nOUT=1\n_B=2", {"A": "x"}),
    ],
)
def test_c12(text: str, expected: dict[str, str]) -> None:
    assert values("c12-nuxt", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A='it\\'s $OUT'\nB=\"\\t\"", {"A": "it's $OUT", "B": "\t"}),
        ("A=${EMPTY-d}${EMPTY:-e}\nOUT=1", {"A": "e", "OUT": "outside"}),
        ("A=1\nA=${A}2", {"A": "12"}),
        ("A=encrypted:$OUT", {"A": "encrypted:$OUT"}),
    ],
)
def test_dotenvx(text: str, expected: dict[str, str]) -> None:
    assert values("dotenvx", text) == expected


def test_env_cmd() -> None:
    text = '# c\nexport A=1 # c\nB="x" y" z\nC=\'x\nD=a\\nb\nE'
    assert values("env-cmd", text) == {"export A": "1", "B": 'x" y', "C": "", "D": "a\nb"}
    assert values("env-cmd", " =x\n==y") == {"": "x", "=": "y"}


def test_foreman() -> None:
    assert values("foreman-js", "A=\nBB=\nC='x' y\nD=1 # c\nexport E=2") == {
        "BB": "",
        "C": "x",
        "D": "1",
        "export E": "2",
    }
    assert not READERS["foreman-js"](b"A='x\n", {}).ok


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A=\"x\" y\nB='$OUT'", {"A": "x", "B": "outside"}),
        ('A="a\\"b\\n"', {"A": 'a\\"b\n'}),
        ("A=${NO:-${OUT}}-${NO-x}", {"A": "outside-${NO-x}"}),
        ("A=$X\nX=\\$\nOUT=1", {"A": "\\$", "X": "$"}),
        ("V=v}w\nA=${NO:-x${V}y}z${V}", {"V": "v}w", "A": "xv}wyzv}w"}),
        ("A=${OUT}${NO:-{\\}}}$OUT", {"A": "outside{\\}}outside"}),
        ("A=$OUT${NO-$OUT}$OUT${NO:-$OUT", {"A": "outside${NO-$OUT}outside${NO:-$OUT"}),
        ("export A: 1", {"A": "1"}),
    ],
)
def test_bun(text: str, expected: dict[str, str]) -> None:
    assert values("bun", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("X=1\nX=2\nA=$X", {"X": "1", "A": "2"}),
        ('A=\'$OUT\'\nB=`$OUT`\nC="$OUT"\nD="$OUT', {"A": "$OUT", "B": "$OUT", "C": "outside", "D": '"$OUT'}),
        ('A="x"y"\nB="x" # "c"', {"A": 'x"y', "B": "x"}),
        ("A=${NO:-d}$\\$OUT${OUT", {"A": "$OUToutside"}),
        ("A=1\nB=\0\nC=3", {"A": "1"}),
        (b"A=1\nB=\xff", {}),
    ],
)
def test_deno(text: str | bytes, expected: dict[str, str]) -> None:
    assert values("deno", text) == expected


@pytest.mark.parametrize("name", ["dotenv-expand-12", "dotenv-expand-1000", "dotenvx", "vite", "c12-nuxt", "next-env"])
def test_references_that_do_not_end_are_refused(name: str) -> None:
    layers = "\n".join(f"A{number}=$A{number + 1}$A{number + 1}" for number in range(10, 90))
    text = {"c12-nuxt": layers, "next-env": layers}.get(name, "A='\\$A\\$A'\nB=y$A\n")
    reading = READERS[name]((text + "\nA90=1").encode(), {})
    assert sum(len(each.value or "") for each in reading.assignments) < MOST_WORK


PIECES = [
    "A",
    "B",
    "=",
    ":",
    " ",
    "\n",
    "\r\n",
    "\r",
    "'",
    '"',
    "`",
    "\\",
    "$",
    "{",
    "}",
    "(",
    ")",
    ":-",
    "#",
    "\u2028",
]
TEXTS = st.lists(st.sampled_from([*PIECES, "export ", "${A}", "$B", "\ufeff", "é", "\0", "12"]), max_size=40)


@pytest.mark.parametrize("name", NAMES)
@given(data=st.one_of(st.binary(max_size=60), TEXTS.map(lambda pieces: "".join(pieces).encode())))
@example(data=b"\xef\xbb\xbfA='1")
def test_any_bytes_give_a_reading_with_places_in_the_text(name: str, data: bytes) -> None:
    reading = READERS[name](data, OUTSIDE)
    size = len(data.decode("utf-8", "surrogateescape"))
    for each in reading.assignments:
        assert 0 <= each.start <= each.value_start <= each.value_end <= each.end <= size
    for problem in reading.problems:
        assert -1 <= problem.start <= problem.end <= size
