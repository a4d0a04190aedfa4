"""Options for every Node process or Java machine are dangerous when they can load code, not when they limit memory."""

from __future__ import annotations

import pytest

from envlint.core.source import Source
from envlint.formats import dotenv


def kinds(line: str) -> list[str]:
    return [notice.kind for notice in dotenv.read(Source("dotenv", ".env", text=line), ()).notices]


@pytest.mark.parametrize(
    "line",
    ['NODE_OPTIONS="--max-old-space-size=200"\n', 'JAVA_TOOL_OPTIONS="-Xms256m -Xmx2g -XX:MaxRAMPercentage=75"\n'],
)
def test_a_memory_limit_is_no_danger(line):
    assert kinds(line) == []


@pytest.mark.parametrize(
    "line",
    [
        'NODE_OPTIONS="--max-old-space-size=200 --require ./hook.js"\n',
        "NODE_OPTIONS=-r/tmp/x.js\n",
        "JAVA_TOOL_OPTIONS=-javaagent:agent.jar\n",
    ],
)
def test_options_that_load_code_are(line):
    assert kinds(line) == ["dangerous-name"]
