"""Every transcript in the pages is what envlint says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from spec_runner import Case, cases, pages, perform, rewrite

if TYPE_CHECKING:
    from pathlib import Path

ALL = [case for page in pages() for case in cases(page)]
AS_A_PROGRAM = [case for case in ALL if case.page.stem in ("exit_codes", "value_not_allowed")]


@pytest.mark.parametrize("case", ALL, ids=str)
def test_transcript(case: Case, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    server = request.getfixturevalue("server") if case.needs_a_server else None
    transcript = perform(case, tmp_path, server=server)
    if request.config.getoption("--update-specs"):
        rewrite(case, transcript)
    else:
        assert transcript == case.transcript


@pytest.mark.parametrize("case", AS_A_PROGRAM, ids=str)
def test_the_program_says_the_same(case: Case, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-specs"):
        pytest.skip("the pages are being written")
    assert perform(case, tmp_path, in_process=False) == case.transcript
