from __future__ import annotations

import sys
import time

import pytest

from envlint.core.errors import EnvlintError
from envlint.formats.unparsed import Unparsed
from envlint.formats.yaml import load
from envlint.formats.yaml_nodes import DEPTH, Mapping, Scalar, Sequence


def mapping(text: str) -> Mapping:
    (root,) = load(text).roots
    assert isinstance(root, Mapping)
    return root


def texts(root: Mapping) -> list[tuple[str, object]]:
    return [(key.value, node.value if isinstance(node, Scalar) else node) for key, node in root.entries()]


def test_scalars_know_where_they_stand_and_stay_text() -> None:
    text = "é: 'it''s' # no\nb: |\n  x\nc: 0x10\n"
    found = [(one.value, one.style, text[one.start : one.end]) for one in load(text).scalars()]
    assert found == [
        ("é", "", "é"),
        ("it's", "'", "'it''s'"),
        ("b", "", "b"),
        ("x\n", "|", "|\n  x\n"),
        ("c", "", "c"),
        ("0x10", "", "0x10"),
    ]


def test_every_document_is_a_root() -> None:
    assert [type(root) for root in load("a: 1\n---\n- 1\n---\nx\n").roots] == [Mapping, Sequence, Scalar]
    assert load("").roots == []


def test_merged_keys_stand_behind_the_own_ones() -> None:
    root = mapping("x: &x {a: 1, b: 2}\ny: {b: 3, <<: *x}\nz: {<<: [*x, {c: 4}]}\n")
    second, third = root.get("y"), root.get("z")
    assert isinstance(second, Mapping)
    assert isinstance(third, Mapping)
    assert texts(second) == [("b", "3"), ("a", "1")]
    assert [key for key, _ in texts(third)] == ["a", "b", "c"]


def test_of_repeated_keys_the_last_wins_and_each_is_noticed() -> None:
    text = "a: 1\nb: 2\na: 3\n"
    value = mapping(text).get("a")
    assert isinstance(value, Scalar)
    assert value.value == "3"
    assert [(one.kind, one.name, one.offset) for one in load(text).remarks] == [("duplicate-key", "a", 10)]


def test_tags_are_noticed_and_never_acted_upon() -> None:
    found = load("a: !!python/object/apply:os.system [x]\nb: !Ref c\nd: !!str 1\n")
    assert [one.name for one in found.remarks] == ["tag:yaml.org,2002:python/object/apply:os.system", "!Ref"]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: [1\n", 2, 1),
        ("a: b: c\n", 1, 5),
        ("a: 1\nb: *nowhere\n", 2, 4),
        ("a: &x [*x]\n", 1, 8),
        ("a: 1\nb: \0\n", 2, 4),
        ("[" * (DEPTH + 1), 1, DEPTH + 1),
    ],
)
def test_what_is_no_yaml_has_a_place(text: str, line: int, column: int) -> None:
    with pytest.raises(Unparsed) as caught:
        load(text)
    assert (caught.value.line, caught.value.column) == (line, column)


def test_no_value_is_in_a_reason() -> None:
    with pytest.raises(Unparsed) as caught:
        load("password: hunter2: x\n")
    assert "hunter2" not in caught.value.reason


def laughs(levels: int) -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 8)}]" for n in range(1, levels)]
    return "\n".join(lines)


def test_a_billion_laughs_are_refused() -> None:
    assert len(load(laughs(3)).roots) == 1
    with pytest.raises(Unparsed, match="nodes"):
        load(laughs(12))


@pytest.mark.parametrize("piece", ["[", "{a: ", "- ", "? ", "[[],", "&a ", "a: 'x", "-\t", "!a "])
def test_hostile_texts_take_no_time(piece: str) -> None:
    started = time.process_time()
    with pytest.raises(Unparsed):
        load(piece * (200_000 // len(piece)))
    assert time.process_time() - started < 3


def test_without_the_parser_in_c_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "envlint.formats.yaml")
    monkeypatch.setitem(sys.modules, "yaml", type(sys)("yaml"))
    with pytest.raises(EnvlintError, match="parser in C is not installed"):
        __import__("envlint.formats.yaml")
