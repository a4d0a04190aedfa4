"""Which YAML scalars are text to the API server, held against kubectl where it is installed."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from manifests import pod

from envlint.formats.kubernetes.scalars import BOOLEAN, LIST, MAPPING, NOTHING, NUMBER, kind, span
from envlint.formats.yaml import load
from envlint.formats.yaml_nodes import Mapping

if TYPE_CHECKING:
    from pathlib import Path


def words(text: str, *more: str) -> list[str]:
    return [*text.split(), *more]


WORDS = {
    BOOLEAN: words("y n on off Yes TRUE true False NO Off", "!!bool 'no'"),
    NUMBER: words(
        "1 0777 08 0o17 0x1f 0b11 1_000 0_ -1 +1 1. .5 -.5 1e3 12e4 1e+3 .1e5 -0x1f 1e5_0 .inf .NaN -.Inf",
        *("12345678901234567890123", "!!int '5'", "&x 1", "!!float 1"),
    ),
    NOTHING: words("~ null Null", ""),
    "": words(
        "yEs tRUE oN NULl 1:30 1e999 0x 0x1.8p1 _1 + = 2001-01-01 1.2.3 Infinity nan 0o8 1,5 '1' \"yes\" ''",
        *("!!str 1", "! 5", "!foo 5", "&x '1'", "!!str", "0xfffffffffffffffff"),
    ),
    LIST: words("[] [a]"),
    MAPPING: words("{}", "{a: b}"),
}
CASES = [(word, said) for said, words in WORDS.items() for word in words]


def value_of(text: str) -> str:
    root = load(text).roots[0]
    assert isinstance(root, Mapping)
    return kind(root.pairs[0][1], text)


@pytest.mark.parametrize(("word", "said"), CASES)
def test_kinds_of_values(word: str, said: str) -> None:
    assert value_of(f"a: {word}") == said
    assert value_of(f"a: {word}\nb: c\n") == said


@pytest.mark.skipif(shutil.which("kubectl") is None, reason="kubectl is not installed")
def test_kubectl_refuses_the_same(tmp_path: Path) -> None:
    for index, (word, _) in enumerate(CASES):
        manifest = pod("env:\n- name: A\n  value: @").replace("@", word)
        (tmp_path / f"{index}.yaml").write_text(f"apiVersion: v1\n{manifest.lstrip()}")
    command = ["kubectl", "set", "env", "--local", "--list", "-f", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    refused = {int(index) for index in re.findall(r"(\d+)\.yaml", done.stderr)}
    assert [CASES[index][0] for index in sorted(refused)] == [w for w, said in CASES if said not in ("", NOTHING)]


@pytest.mark.parametrize("written", ["x y", "'x y'", '"x y"', "!!str x y", "&anchor x y", "&anchor !!str 'x y'"])
def test_places_are_those_of_the_text_itself(written: str) -> None:
    text = f"a: {written}\n"
    root = load(text).roots[0]
    assert isinstance(root, Mapping)
    assert text[slice(*span(root.pairs[0][1], text))] == "x y"
