from __future__ import annotations

import pytest

from envlint.inventories.paths import is_test


@pytest.mark.parametrize(
    "path",
    [
        "config_test.go",
        "internal/testdata/x.go",
        "tests/unit/a.py",
        "pkg/test_config.py",
        "pkg/config_test.py",
        "conftest.py",
        "src/app.spec.ts",
        "src/app.test.tsx",
        "src/__tests__/app.js",
        "src/__mocks__/env.ts",
        "e2e/login.ts",
        "cypress/support/e2e.ts",
        "playwright.config.ts",
        "spec/models/user_spec.rb",
        "app/models/user_spec.rb",
        "test/test_helper.exs",
        "a/src/test/java/X.java",
        "src/ConfigTest.java",
        "src/ConfigTests.cs",
        "Shop.Tests/Settings.cs",
        "src/config/tests.rs",
        "phpunit.xml",
        "packages/app-tests/package.json",
        "web/integration/global-setup.ts",
        "web/setupTests.ts",
    ],
)
def test_conventions_of_tests(path: str) -> None:
    assert is_test(path)


@pytest.mark.parametrize(
    "path",
    [
        "config.go",
        "src/latest.py",
        "src/contest/app.py",
        "src/testament.ts",
        "app/attest.rb",
        "src/inspect.py",
        "src/Latest.java",
        "specification/api.yaml",
        "src/request.ts",
        "src/AudIT.java/x.go",
        "src/latests/x.go",
    ],
)
def test_what_only_looks_like_one(path: str) -> None:
    assert not is_test(path)
