"""Which Go packages no program reaches."""

from __future__ import annotations

from envlint.inventories.code.go_packages import unreached

FILES = {
    "go.mod": b"module example.com/shop\n",
    "cmd/shop/main.go": b'package main\nimport (\n\t"os"\n\tconf "example.com/shop/internal/config"\n)\n',
    "internal/config/config.go": b'package config\nimport "example.com/shop/internal/env"\n',
    "internal/env/env.go": b"package env\n",
    "internal/old/old.go": b'package old\nimport "example.com/shop/internal/older"\n',
    "internal/older/older.go": b"package older\n",
    "internal/config/config_test.go": b'package config\nimport "example.com/shop/internal/old"\n',
}


def folders(files):
    go = [path for path in files if path.endswith(".go")]
    return unreached(go, files.__getitem__, [path for path in files if path.endswith("go.mod")])


def test_what_only_tests_import_is_not_reached():
    assert folders(FILES) == {"internal/old", "internal/older"}


def test_a_module_without_a_program_is_a_library():
    assert folders({path: text for path, text in FILES.items() if "main.go" not in path}) == set()


def test_a_module_in_a_folder():
    assert folders({f"api/{path}": text for path, text in FILES.items()}) == {"api/internal/old", "api/internal/older"}
