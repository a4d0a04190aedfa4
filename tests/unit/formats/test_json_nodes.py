from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envlint.formats import yaml
from envlint.formats.json_nodes import load
from envlint.formats.unparsed import Unparsed
from envlint.formats.yaml_nodes import DEPTH, NODES, Mapping, Node, Scalar, Sequence

PLAIN_TEXT = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x2FFFF, exclude_categories=["Cs", "Cc"]))
TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | PLAIN_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(PLAIN_TEXT, inner, max_size=4),
    max_leaves=12,
)


def built(node: Node) -> object:
    """Return what a JSON loader makes of the same text."""
    if isinstance(node, Mapping):
        return {key.value: built(value) for key, value in node.pairs if isinstance(key, Scalar)}
    if isinstance(node, Sequence):
        return [built(item) for item in node.items]
    assert isinstance(node, Scalar)
    return node.value if node.style else json.loads(node.value)


def shape(node: Node) -> object:
    if isinstance(node, Mapping):
        return [node.start, node.end, [(shape(key), shape(value)) for key, value in node.pairs]]
    if isinstance(node, Sequence):
        return [node.start, node.end, [shape(item) for item in node.items]]
    assert isinstance(node, Scalar)
    return node.start, node.end, node.value, node.style


@given(TREES, st.sampled_from([None, 0, 2]), st.booleans())
def test_it_reads_what_a_json_loader_reads(tree: object, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(tree, indent=indent, ensure_ascii=ascii_only)
    (root,) = load(text).roots
    assert built(root) == json.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1, "b": ["x", true, null, {}], "c": {"d": -1.5e3}}',
        ' [\n  {"a": "b\\n"},\n  []\n]\n',
        '"only a text"',
    ],
)
def test_the_nodes_are_those_of_the_yaml_reader(text: str) -> None:
    assert [shape(root) for root in load(text).roots] == [shape(root) for root in yaml.load(text).roots]


def test_two_escapes_of_one_character_are_one_character() -> None:
    text = '["\\ud83d\\ude00"]'
    (root,) = load(text).roots
    assert built(root) == ["\N{GRINNING FACE}"]


def test_repeated_keys_are_noticed_and_the_last_wins() -> None:
    found = load('{"a": 1, "b": {"c": 1, "c": 2}, "a": 3}')
    (root,) = found.roots
    assert isinstance(root, Mapping)
    assert built(root) == {"a": 3, "b": {"c": 2}}
    assert [(one.kind, one.name, one.offset) for one in found.remarks] == [
        ("duplicate-key", "c", 23),
        ("duplicate-key", "a", 32),
    ]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("", 1, 1),
        ("{", 1, 2),
        ('{"a" 1}', 1, 6),
        ('{"a": 1,}', 1, 9),
        ("{a: 1}", 1, 2),
        ("[1 2]", 1, 4),
        ("[1,]", 1, 4),
        ("[,1]", 1, 2),
        ("[01]", 1, 2),
        ("[NaN]", 1, 2),
        ("[1.]", 1, 2),
        ("[truely]", 1, 2),
        ("{}\n{}", 2, 1),
        ('{\n "a": "x\ny"}', 2, 9),
        ('["unfinished', 1, 2),
        ('["\\x"]', 1, 3),
        ("[" * (DEPTH + 1), 1, DEPTH + 1),
        ("]", 1, 1),
    ],
)
def test_what_is_no_json_is_refused_at_its_place(text: str, line: int, column: int) -> None:
    with pytest.raises(Unparsed) as caught:
        load(text)
    assert (caught.value.line, caught.value.column) == (line, column)


def test_the_number_of_nodes_is_bounded() -> None:
    with pytest.raises(Unparsed, match="nodes"):
        load("[" + "1," * NODES + "1]")


@given(st.text(st.sampled_from('{}[]",:\\ \n01e.-truefalsn\ud83d\u00e9'), max_size=40))
def test_it_takes_what_a_strict_loader_takes_and_nothing_else(text: str) -> None:
    try:
        expected = json.loads(text, parse_constant=lambda _: json.loads(""))
    except json.JSONDecodeError:
        with pytest.raises(Unparsed):
            load(text)
    else:
        assert built(load(text).roots[0]) == expected
