"""Layers made one environment: who wins, what references become, and that no input keeps us busy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from envlint.analysis.cycles import cyclic
from envlint.analysis.layers import assemble
from envlint.analysis.references import LONGEST
from envlint.core.source import Binding, Notice, Reading, Source
from envlint.core.value import Value
from envlint.formats import dotenv

if TYPE_CHECKING:
    from envlint.core.environment import Environment


def layer(text: str) -> Reading:
    return dotenv.read(Source("dotenv", ".env", path=".env", text=text))


def process(**variables: str) -> Reading:
    source = Source("process", written_here=False)
    return Reading(source, tuple(Binding(name, Value(value), source) for name, value in variables.items()))


def values(environment: Environment) -> dict[str, str]:
    return {name: binding.value.raw for name, binding in environment.winners.items()}


def noticed(text: str) -> list[tuple[str, str, str, str]]:
    notices = assemble([layer(text)]).readings[0].notices
    return [(n.kind, n.name, text[n.start : n.end], n.detail) for n in notices if n.kind != "duplicate-key"]


def test_the_last_layer_wins_and_the_others_stay() -> None:
    environment = assemble([layer("A=1\nB=1\n"), layer("A=2\n")])
    assert values(environment) == {"A": "2", "B": "1"}
    assert [binding.value.raw for binding in environment.chain("A")] == ["1", "2"]


def test_readings_without_references_are_left_as_they_are() -> None:
    reading = layer("A=1\nB=$A\n")
    assert assemble([reading]).readings[0] is reading


def test_a_reference_sees_earlier_layers_and_lines_only() -> None:
    environment = assemble([process(HOST="db", A="old"), layer("A=new\nURL=${HOST}/${A}/${LATER:-none}\nLATER=1\n")])
    assert values(environment)["URL"] == "db/new/none"
    assert environment.get("URL").written.raw == "${HOST}/${A}/${LATER:-none}"


def test_what_is_no_env_file_is_taken_literally() -> None:
    assert values(assemble([process(A="${B}"), layer("C=${A}\n")])) == {"A": "${B}", "C": "${B}"}


def test_a_reference_to_nothing_is_noticed_at_its_place() -> None:
    assert noticed("A='x${NOPE}y${NOPE}'\n") == [("undefined-reference", "A", "${NOPE}", "NOPE")]
    assert noticed('A="\\t${NOPE}"\n') == [("undefined-reference", "A", "${NOPE}", "NOPE")]
    assert noticed("A=${NOPE:-}\nB=${A}\nC=${B:-x}\n") == []


def test_a_reference_that_has_no_name_is_never_told() -> None:
    assert noticed("A=pa${s5word}\n") == [("undefined-reference", "A", "${s5word}", "another name")]


def test_a_reference_to_what_comes_later_shows_where() -> None:
    text = "A=${B}\nB=1\n"
    (notice,) = assemble([layer(text)]).readings[0].notices
    assert (notice.kind, notice.related) == ("undefined-reference", (("set only here", 7, 8),))


def test_a_value_that_refers_to_its_own_name_asks_for_what_was_set_before() -> None:
    assert noticed("A=${A}\n") == [("undefined-reference", "A", "${A}", "A")]
    assert noticed("A=${A}${B}\nB=${A}\n") == [
        ("undefined-reference", "A", "${A}", "A"),
        ("reference-cycle", "A", "${B}", ""),
    ]


def test_what_the_host_sets_is_there() -> None:
    assert noticed("PATH=${PATH}:/x\nDATA=${HOME}/data\nLOG=${XDG_STATE_HOME}/log\n") == []


def test_cycles() -> None:
    assert noticed("A=x${B}\nB=${C}\nC=${A}\n") == [
        ("reference-cycle", "A", "${B}", ""),
        ("reference-cycle", "B", "${C}", ""),
    ]
    assert noticed("PATH_X=/bin\nPATH_X=${PATH_X}:/x\n") == []
    assert noticed("A=${A:-x}\n") == []


def test_names_that_only_lead_to_a_cycle_are_not_on_it() -> None:
    graph = {"A": {"B"}, "B": {"C"}, "C": {"B", "D"}, "D": {"E"}, "E": set(), "X": {"Y"}}
    assert cyclic(graph) == {"B", "C"}


def over_budget(notices: tuple[Notice, ...]) -> list[str]:
    return [notice.name for notice in notices if notice.kind == "reference-cycle" and "budget" in notice.detail]


def test_doubling_references_stop_at_the_budget() -> None:
    text = "A0=xxxxxxxx\n" + "".join(f"A{i}=${{A{i - 1}}}${{A{i - 1}}}\n" for i in range(1, 100))
    environment = assemble([layer(text)])
    assert over_budget(environment.readings[0].notices)[0] == "A18"
    assert max(len(value) for value in values(environment).values()) <= LONGEST
    assert values(environment)["A18"] == "${A17}${A17}"


def test_all_values_together_have_a_budget() -> None:
    text = f"A={'x' * (LONGEST // 2)}\n" + "".join(f"B{i}=${{A}}\n" for i in range(40))
    environment = assemble([layer(text)])
    assert over_budget(environment.readings[0].notices) == [f"B{i}" for i in range(16, 40)]


def test_a_file_has_a_budget_of_references() -> None:
    assert over_budget(assemble([layer("A=" + "${B}" * 20_000 + "\n")]).readings[0].notices) == ["A"]


@pytest.mark.parametrize(
    "text",
    [
        "A=" + "${" * 100_000,
        "A=" + "${" * 100_000 + "}",
        "A=" + "${:" * 70_000 + "}",
        "A=" + "${" * 100_000 + ":}",
        "A=" + "${x:-" * 40_000,
        "".join(f"A{i}=${{A{i + 1}}}\n" for i in range(5000)),
        "".join(f"A{i + 1}=${{A{i}}}\n" for i in range(5000)),
        "".join(f"A{i}=${{A{(i + 1) % 5000}}}\n" for i in range(5000)),
        'A="' + "${\\n}" * 9_000 + "x" * 1_000_000 + '"\n',
    ],
    ids=lambda text: text[:20],
)
def test_hostile_references_end_soon(text: str) -> None:
    # Anything worse than linear would take minutes here.
    assert assemble([layer(text)]).winners
