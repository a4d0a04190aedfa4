"""Functions that make something of a value: also those that call themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from envlint.inventories import code
from envlint.inventories.tree import listing

if TYPE_CHECKING:
    from pathlib import Path

JAVA = """class A {
  static String pick(String value) { return value == null ? pick(other(value)) : value; }
  static String other(String value) { return pick(other(value)); }
  String a = pick(System.getenv("A_B"));
}
"""
PHP = "<?php\nfunction pick($value) { return pick(pick($value)); }\n$a = pick(getenv('A_B'));\n"
TYPESCRIPT = "async function empty(name: string) { await empty(name); }\nawait empty(process.env.A_B as string);\n"
RUBY = "def pick(value)\n  pick(value)\nend\na = pick(ENV['A_B'])\n"


@pytest.mark.parametrize(("path", "text"), [("A.java", JAVA), ("a.php", PHP), ("a.rb", RUBY), ("a.ts", TYPESCRIPT)])
def test_a_function_that_calls_itself_is_followed_once(tmp_path: Path, path: str, text: str) -> None:
    (tmp_path / path).write_text(text, encoding="utf-8")
    found = code.read(listing(str(tmp_path)))
    assert found.faults == ()
    assert [read.name for read in found.declarations] == ["A_B"]


def test_functions_that_hand_on_to_many_end(tmp_path: Path) -> None:
    calls = "\n".join(
        f"  static String f{n}(String v) {{ return f{(n + 1) % 30}(v) + f{(n + 2) % 30}(v) + f{(n + 3) % 30}(v); }}"
        for n in range(30)
    )
    (tmp_path / "A.java").write_text(f'class A {{\n{calls}\n  String a = f0(System.getenv("A_B"));\n}}\n')
    assert [read.name for read in code.read(listing(str(tmp_path))).declarations] == ["A_B"]
