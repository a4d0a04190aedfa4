"""``ENV`` of a Dockerfile's stages."""

from __future__ import annotations

import pytest

from envlint.core.source import Binding, Source
from envlint.formats.compose.dockerfile import environment


def bindings(text: str, target: str = "", args: dict[str, str | None] | None = None) -> tuple[Binding, ...]:
    return environment(Source("compose", "x", path="Dockerfile", text=text), target, args or {})


def values(text: str, target: str = "", args: dict[str, str | None] | None = None) -> dict[str, str | None]:
    return {one.name: None if one.unseen else one.value.raw for one in bindings(text, target, args)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "FROM scratch\nENV A=1 B=\"two words\" C=it\\'s D='$A'\n",
            {"A": "1", "B": "two words", "C": "it's", "D": "$A"},
        ),
        ("FROM scratch\nENV OLD some  old value\n", {"OLD": "some  old value"}),
        ("FROM scratch\nenv A=1 \\\n  # a comment\n\n  B=2\n", {"A": "1", "B": "2"}),
        ("FROM scratch\nENV A=1\nENV A=2 B=$A ${A}\n", {"A": "2", "B": "1"}),
        ("# escape=`\nFROM scratch\nENV A=c:\\x `\n B=2\n", {"A": "c:\\x", "B": "2"}),
        ("FROM scratch\nRUN <<EOF\nENV NOT=1\nEOF\nENV A=1\n", {"A": "1"}),
        ("FROM scratch\nENV A=${NONE:-${ALSO:-d}} B=${NONE:+r}x\n", {"A": "d", "B": "x"}),
        ("FROM scratch AS one\nENV A=1\nFROM scratch\nENV B=2\n", {"B": "2"}),
        ("FROM scratch AS One\nENV A=1\nFROM one\nENV B=$A\n", {"A": "1", "B": "1"}),
        ("ENV A=1\n", {}),
        ("", {}),
    ],
)
def test_the_last_stage_counts(text: str, found: dict[str, str]) -> None:
    assert values(text) == found


def test_a_stage_can_be_named_by_its_name_or_number() -> None:
    text = "FROM scratch AS one\nENV A=1\nFROM scratch AS two\nENV B=2\n"
    assert values(text, "one") == values(text, "0") == {"A": "1"}
    assert values(text, "two") == values(text, "nobody") == {"B": "2"}


def test_arguments_come_from_the_build_and_else_from_their_defaults() -> None:
    text = "ARG V=1\nFROM scratch\nARG V\nARG W=w\nARG X\nENV A=$V B=$W C=$X\n"
    assert values(text) == {"A": "1", "B": "w", "C": ""}
    assert values(text, args={"W": "given", "X": None}) == {"A": "1", "B": "given", "C": None}


def test_a_value_that_builds_on_the_base_image_cannot_be_seen() -> None:
    (one,) = bindings("FROM python:3\nENV PATH=/app:$PATH\n")
    assert one.unseen == "it builds on PATH, which the base image or the build sets"
    assert (one.value.raw, one.layer) == ("", "image")


def test_bindings_know_their_places() -> None:
    text = 'FROM scratch\nENV A=1 \\\n    B="x y"\n'
    first, second = bindings(text)
    assert (text[first.name_start : first.name_end], text[first.value_start : first.value_end]) == ("A", "1")
    assert (text[second.name_start : second.name_end], text[second.value_start : second.value_end]) == ("B", '"x y"')


def test_values_that_double_each_other_do_not_fill_the_memory() -> None:
    (one,) = bindings("FROM scratch\nENV A=aaaaaaaa\n" + "ENV A=$A$A\n" * 64)
    assert one.unseen
