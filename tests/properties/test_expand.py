"""Laws of expansion: python-dotenv's values within the budgets, and an end in any case."""

from __future__ import annotations

import io
import os
from unittest import mock

import dotenv as python_dotenv
from hypothesis import example, given, settings
from hypothesis import strategies as st

from envlint.analysis.layers import assemble
from envlint.core.source import Reading, Source
from envlint.formats import dotenv
from envlint.formats.expand import references

names = st.sampled_from(["A", "B", "C", "D", "a.b"])
fragments = st.one_of(
    st.text("ab${}:-?", max_size=6),
    names.map("${{{}}}".format),
    st.builds("${{{}:-{}}}".format, names, st.text("xy$ {", max_size=4)),
    st.sampled_from(["$A", "${}", "${A:?e}", "${A${B}}", "\\${A}", "${A:-${B}}"]),
)
quotes = st.sampled_from(["", "'", '"'])
lines = st.builds(
    lambda name, quote, parts: f"{name}={quote}{''.join(parts)}{quote}\n",
    names,
    quotes,
    st.lists(fragments, max_size=4),
)
files = st.lists(lines, max_size=8).map("".join)


def layer(text: str) -> Reading:
    return dotenv.read(Source("dotenv", "x", text=text))


def values(*texts: str) -> dict[str, str]:
    environment = assemble([layer(text) for text in texts])
    return {name: binding.value.raw for name, binding in environment.winners.items()}


@settings(max_examples=400, deadline=None)
@given(files)
@example("A=1\nA=${A}2\nB=${A}${a.b:-x}\n")
@example("A=\nB=${A:-default}\n")
def test_one_file_is_as_python_dotenv_without_a_host_has_it(text: str) -> None:
    with mock.patch.dict(os.environ, clear=True):
        wanted = python_dotenv.dotenv_values(stream=io.StringIO(text))
    assert values(text) == {name: value for name, value in wanted.items() if value is not None}


@settings(max_examples=200, deadline=None)
@given(files, files)
def test_a_later_file_sees_what_an_earlier_one_sets(first: str, second: str) -> None:
    with mock.patch.dict(os.environ, clear=True):
        for text in (first, second):
            python_dotenv.load_dotenv(stream=io.StringIO(text), override=True)
        wanted = dict(os.environ)
    assert values(first, second) == wanted


@given(files)
def test_what_was_written_is_kept(text: str) -> None:
    before = layer(text)
    after = assemble([before]).readings[0]
    assert [binding.written for binding in after.bindings] == [binding.value for binding in before.bindings]
    assert [binding.name_at for binding in after.bindings] == [binding.name_at for binding in before.bindings]


@given(st.text("${}:-ab\n"))
def test_references_lie_in_order_and_are_what_they_say(value: str) -> None:
    end = 0
    for found in references(value):
        assert end <= found.start < found.end
        end = found.end
        default = "" if found.default is None else f":-{found.default}"
        assert value[found.start : found.end] == f"${{{found.name}{default}}}"
