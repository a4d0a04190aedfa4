"""``workflow:`` as a user meets it: jobs and steps of GitHub workflows."""

import io
from pathlib import Path

import pytest

from envlint import sources
from envlint.core.environment import Environment
from envlint.core.errors import EnvlintError
from envlint.core.source import Reading
from envlint.formats.workflow.expressions import resolve
from envlint.formats.workflow.scalars import written

CI = """\
on: push
env:
  PORT: 8080
  TIER: ci
  TOKEN: ${{ secrets.API_KEY }}
jobs:
  test:
    env:
      TIER: 'test'
      REGION: eu
    steps:
      - uses: actions/checkout@v4
      - id: build
        env:
          TIER: ${{ env.TIER }}-${{ env.REGION }}
          PORT: "${{ env.PORT }}"
          COPY: ${{ env.TOKEN }}
          NONE: ${{ env.NOWHERE }}
      - name: Export it
        run: |
          echo "REGION=us" >> "$GITHUB_ENV"
          make
      - name: Last
        env:
          LATE: ${{ env.NOWHERE }}
          REGION_COPY: ${{ env.REGION }}
          PORT: 1
  other:
    steps: []
  called:
    uses: ./.github/workflows/deploy.yml
"""


def read(folder: Path, text: str, part: str = "") -> Reading:
    (folder / "ci.yml").write_text(text)
    (reading,) = sources.read(sources.parse(f"workflow:ci.yml{part}"), str(folder), str(folder))
    return reading


def values(reading: Reading) -> dict[str, str | None]:
    """Return what wins, None for what cannot be seen."""
    winners = Environment([reading]).winners
    return {name: None if binding.unseen else binding.value.raw for name, binding in winners.items()}


def of(folder: Path, *lines: str) -> Reading:
    """Return the environment of the one step of a workflow, whose ``env`` has these lines."""
    body = "".join(f"          {line}\n" for line in lines)
    return read(folder, f"jobs:\n  a:\n    steps:\n      - env:\n{body}", "#a/1")


def test_the_inner_level_wins(tmp_path: Path) -> None:
    reading = read(tmp_path, CI, "#test/build")
    assert values(reading) == {
        "PORT": "8080",
        "TIER": "test-eu",
        "TOKEN": None,
        "REGION": "eu",
        "COPY": None,
        "NONE": "",
    }
    assert [binding.layer for binding in Environment([reading]).chain("TIER")] == [
        "env of the workflow",
        "env of the job test",
        "env of the step build",
    ]
    assert not reading.unseen


def test_what_is_not_at_hand_says_what_it_is(tmp_path: Path) -> None:
    environment = Environment([read(tmp_path, CI, "#test/build")])
    assert environment.why_unseen("TOKEN") == "it is the secret API_KEY of the repository"
    assert environment.why_unseen("COPY") == "it is the secret API_KEY of the repository"


def test_a_reference_to_nothing_is_empty_and_noticed(tmp_path: Path) -> None:
    (notice,) = read(tmp_path, CI, "#test/build").notices
    assert (notice.kind, notice.name, notice.detail) == ("undefined-reference", "NONE", "NOWHERE")


def test_a_step_may_have_set_anything_for_the_later_ones(tmp_path: Path) -> None:
    reading = read(tmp_path, CI, "#test/Last")
    environment = Environment([reading])
    assert environment.why_unseen("ANY") == "the step Export it writes to GITHUB_ENV"
    assert environment.why_unseen("REGION") == "the step Export it writes to GITHUB_ENV"
    assert environment.why_unseen("LATE") == "it is the variable NOWHERE, and the step Export it writes to GITHUB_ENV"
    assert environment.why_unseen("REGION_COPY") == "the step Export it writes to GITHUB_ENV"
    assert environment.why_unseen("PORT") == ""
    assert not reading.notices
    assert Environment([read(tmp_path, CI, "#test")]).unseen


@pytest.mark.parametrize("step", ["build", "2"])
def test_steps_by_identifier_and_number(tmp_path: Path, step: str) -> None:
    assert values(read(tmp_path, CI, f"#test/{step}"))["TIER"] == "test-eu"


def test_places_are_those_of_the_text(tmp_path: Path) -> None:
    reading = read(tmp_path, CI, "#test/build")
    text = reading.source.text
    found = [
        (binding.at.line, text[binding.value_start : binding.value_end], binding.quote)
        for binding in Environment([reading]).chain("PORT")
    ]
    assert found == [(3, "8080", ""), (16, "${{ env.PORT }}", '"')]


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ("", "3 jobs in it could be meant: name one, such as workflow:ci.yml#test"),
        ("#tset", "no job in it is called 'tset'"),
        ("#test/none", "no step is called 'none'"),
        ("#test/0", "no step is called '0'"),
        ("#test/9", "no step is called '9'"),
        ("#other/1", "the job has no steps"),
        ("#called", "the job called calls another workflow"),
    ],
)
def test_a_part_that_is_not_there(tmp_path: Path, part: str, message: str) -> None:
    with pytest.raises(EnvlintError) as caught:
        read(tmp_path, CI, part)
    assert message in str(caught.value)


def test_two_steps_of_a_name_are_told_apart_by_numbers(tmp_path: Path) -> None:
    text = "jobs:\n  a:\n    steps:\n      - name: x\n      - name: x\n"
    with pytest.raises(EnvlintError, match="2 steps are called 'x'") as caught:
        read(tmp_path, text, "#a/x")
    assert caught.value.help == "name it by its number: 1 x, 2 x"


@pytest.mark.parametrize("text", ["", "a: 1", "- 1", "jobs: []", "jobs:\n  a: 1\n"])
def test_what_is_no_workflow(tmp_path: Path, text: str) -> None:
    with pytest.raises(EnvlintError, match=r"is no GitHub workflow|is no mapping"):
        read(tmp_path, text)


@pytest.mark.parametrize(
    ("plain", "text", "kind"),
    [
        ("true", "true", "a boolean"),
        ("True", "true", "a boolean"),
        ("FALSE", "false", "a boolean"),
        ("yes", "yes", ""),
        ("on", "on", ""),
        ("~", "", "nothing"),
        ("", "", "nothing"),
        ("8080", "8080", "a number"),
        ("1.20", "1.2", "a number"),
        ("010", "10", "a number"),
        ("+1", "1", "a number"),
        ("0x10", "16", "a number"),
        ("0o14", "12", "a number"),
        ("0xFFFFFFFF", "-1", "a number"),
        ("0x100000000", "0x100000000", ""),
        ("0X10", "0X10", ""),
        ("1e3", "1000", "a number"),
        ("1e20", "1E+20", "a number"),
        ("1.5e-7", "1.5E-07", "a number"),
        ("12345678901234567890", "1.23456789012346E+19", "a number"),
        (".5", "0.5", "a number"),
        ("5.", "5", "a number"),
        ("1_000", "1_000", ""),
        ("1:30", "1:30", ""),
        ("2024-01-02", "2024-01-02", ""),
        (".inf", "Infinity", "a number"),
        ("1e999", "1e999", ""),
        ("٣", "٣", ""),
    ],
)
def test_the_text_of_a_scalar(plain: str, text: str, kind: str) -> None:
    assert written(plain) == (text, kind)


def test_only_a_text_that_changes_is_noticed(tmp_path: Path) -> None:
    reading = of(tmp_path, "A: true", "B: 1.20", "C: 8080", "D: '1.20'", "E: yes", "F: 0o14", "G:", "H: True")
    assert values(reading) == {
        "A": "true",
        "B": "1.2",
        "C": "8080",
        "D": "1.20",
        "E": "yes",
        "F": "12",
        "G": "",
        "H": "true",
    }
    assert [(notice.kind, notice.name) for notice in reading.notices] == [
        ("value-not-a-string", name) for name in "BFGH"
    ]
    assert all("1.2" not in notice.detail for notice in reading.notices)


def test_lists_and_repeated_keys(tmp_path: Path) -> None:
    reading = of(tmp_path, "A: [1]", "B: {c: 1}", "C: 1", "C: 2")
    assert [(notice.kind, notice.name) for notice in reading.notices] == [
        ("value-not-a-string", "A"),
        ("value-not-a-string", "B"),
        ("repeated-yaml-key", ""),
    ]
    assert values(reading) == {"C": "2"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain $X ${Y} {{ z }}", "plain $X ${Y} {{ z }}"),
        ("${{ 'x' }}", "x"),
        ("a${{'it''s'}}b${{ true }}", "ait'sbtrue"),
        ("${{ '}}' }}", "}}"),
        ("${{ null }}.${{ 1.50 }}", ".1.5"),
        ("${{ env.KNOWN }}${{ env['KNOWN'] }}", "known known "),
        ("''''", "''''"),
    ],
)
def test_what_can_be_resolved(text: str, expected: str) -> None:
    assert resolve(text, lambda name: ("known ", "") if name == "KNOWN" else ("", "no")) == (expected, "")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("${{ secrets.API_KEY }}", "it is the secret API_KEY of the repository"),
        ("${{ secrets['API_KEY'] }}", "it is the secret API_KEY of the repository"),
        ("${{secrets.GITHUB_TOKEN}}", "it is the token that GitHub makes for the run"),
        ("https://${{ secrets.A }}@h", "it is made of the secret A of the repository"),
        ("${{ secrets.A || 'x' }}", "it is made of the secret A of the repository"),
        ("${{ vars.REGION }}", "it is the configuration variable REGION of the repository"),
        ("${{ inputs.tier }}", "it is the input tier of the run"),
        ("${{ needs.build.outputs.tag }}", "it is the output tag of the job build"),
        ("${{ needs.build.result }}", "it is the result of the job build"),
        ("${{ steps.meta.outputs.tag }}", "it is the output tag of the step meta"),
        ("${{ matrix.os }}", "it is os of the job's matrix"),
        ("${{ github.event.number }}", "it is github.event.number of the run"),
        ("${{ runner.os }}", "it is runner.os of the run"),
        ("${{ toJSON(github) }}", "it is made of the whole context github of the run"),
        ("${{ github.ref == 'secrets.X' && 'a' }}", "it is made of github.ref of the run"),
        ("${{ format('{0}', 'github.x') }}", "GitHub computes it when the workflow runs"),
        ("${{ env.X == 'y' }}", "it is made of the variable X"),
        ("${{ 'open }}", "GitHub refuses the workflow: an expression is not closed"),
        ("${{ a", "GitHub refuses the workflow: an expression is not closed"),
        ("${{ " + "'" * 5000, "GitHub refuses the workflow: an expression is not closed"),
        ("${{ " * 50_000, "GitHub refuses the workflow: an expression is not closed"),
        ("${{ " + "a" * 30_000 + "}}", "GitHub computes it when the workflow runs"),
    ],
)
def test_what_cannot_be_seen_says_why(text: str, reason: str) -> None:
    assert resolve(text, lambda name: ("", "")) == ("", reason)


def test_env_cannot_be_referred_to_above_a_step(tmp_path: Path) -> None:
    text = "env:\n  A: 1\njobs:\n  a:\n    env:\n      B: ${{ env.A }}\n"
    reading = read(tmp_path, text, "#a")
    assert values(reading) == {"A": "1", "B": None}
    (notice,) = reading.notices
    assert (notice.kind, notice.name) == ("malformed-line", "B")


def test_an_env_that_is_an_expression_may_hold_anything(tmp_path: Path) -> None:
    text = "jobs:\n  a:\n    env: ${{ fromJSON(vars.ENV) }}\n"
    assert Environment([read(tmp_path, text)]).why_unseen("X").startswith("GitHub computes env of the job a")


def test_the_container_of_a_job_is_the_weakest(tmp_path: Path) -> None:
    text = "env: {A: 1}\njobs:\n  a:\n    container: {image: x, env: {A: 2, B: '${{ env.A }}'}}\n"
    assert values(read(tmp_path, text)) == {"A": "1", "B": "1"}


def test_it_can_be_piped_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(CI.encode())))
    (reading,) = sources.read(sources.parse("workflow:-#other"), str(tmp_path), str(tmp_path))
    assert values(reading) == {"PORT": "8080", "TIER": "ci", "TOKEN": None}
