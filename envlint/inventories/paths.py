"""What a path alone tells of a file: whether only tests run it."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

# Folders by the conventions of pytest, Jest, Vitest, Go, Maven, RSpec, PHPUnit, Cypress, Playwright, Cargo, Mix, .NET.
FOLDERS: Final = re.compile(
    r"(?:^|/)(?:tests?|testing|__tests__|__mocks__|__fixtures__|testdata|test[-_](?:data|fixtures|helpers|support|utils)"
    r"|tests?[-_](?:e2e|integration|unit)|(?:[a-z0-9]+[-_]|unit|integration|functional|system)tests?"
    r"|specs?|e2e|cypress|playwright|androidTest|integrationTest|testFixtures|[A-Za-z0-9.]+\.(?:Unit|Integration)?Tests?)/"
)
FILES: Final = re.compile(
    r"(?:^|/)(?:"
    r"[^/]+_test\.(?:go|py|exs?|rb|dart|c|cc|cpp|rs)"
    r"|test_[^/]+\.(?:py|c|cc|cpp|rb|sh)"
    r"|(?:conftest|tests|test_settings|settings_test|noxfile)\.py"
    r"|(?:tests?|test_helper|[^/]+_tests)\.(?:rs|exs?|rb)"
    r"|[^/]+_spec\.(?:rb|lua)|(?:spec|rails)_helper\.rb"
    r"|[^/]+\.(?:test|spec|e2e|cy|e2e-spec|integration)\.[cm]?[jt]sx?"
    r"|(?:global-?[sS]etup|global-?[tT]eardown|setup-?[tT]ests?|test-?[sS]etup)\.[cm]?[jt]sx?"
    r"|(?:jest|vitest|playwright|cypress|karma|wdio)\.(?:[a-z0-9-]+\.)*[cm]?[jt]s"
    r"|(?:[A-Za-z0-9]*[a-z0-9])?(?:Tests?|TestCase|IT|Spec)\.(?:java|kt|kts|groovy|scala|cs|php|swift)"
    r"|[^/]+\.bats|phpunit(?:\.[a-z.]+)?\.xml(?:\.dist)?"
    r")$"
)


def is_test(path: str) -> bool:
    """Whether a file, by its path relative to the root with ``/``, is code that only tests run."""
    return FILES.search(path) is not None or FOLDERS.search(path) is not None
