"""C and C++: what a sample cannot say."""

from __future__ import annotations

import pytest

from envlint.core.declaration import READ, WRITTEN
from envlint.inventories.code.engine import Engine
from envlint.inventories.code.languages.c import C
from envlint.inventories.code.languages.c_source import readable
from envlint.inventories.code.unit import Unit


def scan(files):
    """Return the reads of files, by path."""
    units = {path: Unit(path, text.encode(), C) for path, text in files.items()}
    return list(Engine(C, list(units), units.get).run().reads.values())


def test_a_macro_of_a_header_names_the_variable():
    reads = scan({"app.h": '#define HOST_KEY "AA"\n', "src/app.c": "void f(void) { getenv(HOST_KEY); }"})
    assert [(read.name, read.language) for read in reads] == [("AA", "c")]


def test_a_function_of_another_file_is_a_reader():
    files = {
        "env.cpp": "int env_int(const char *key, int def) { const char *v = getenv(key); return v ? atoi(v) : def; }",
        "app.cpp": 'int n = env_int("AA", 4);',
    }
    (read,) = scan(files)
    assert (read.name, read.default, read.type, read.how, read.language) == ("AA", "4", "int", "wrapper", "c++")


def test_a_guard_that_exits_requires():
    (read,) = scan({"a.c": 'void f(void) { char *p = getenv("AA"); if (!p) { fprintf(stderr, "no AA"); exit(1); } }'})
    assert read.required is True


def test_a_code_that_a_function_answers_with_is_no_default():
    (read,) = scan({"a.c": 'int f(void) { char *p = getenv("AA"); if (p == NULL) return -1; return 0; }'})
    assert read.default is None


def test_writes():
    reads = scan({"a.c": 'void f(void) { setenv("AA", "1", 1); }'})
    assert [(read.name, read.evidence) for read in reads] == [("AA", WRITTEN)]
    assert all(read.evidence != READ for read in reads)


@pytest.mark.parametrize(
    "code",
    [
        b'#define A "x"\n#define ENV(x) getenv(x)\n#define E() getenv("A")\n',
        b"#define ENV(x",
        b"#define\n#define getenv(x) \\\n",
        b'#define ENV_A 1 // "getenv"\r\n#define B "a\\"b"\r\n',
    ],
)
def test_what_is_made_readable_keeps_its_length(code):
    assert len(readable(code)) == len(code)
