"""What belongs to whom: comments in any file, services and what they share, and paths that settings name."""

import pytest
from projects import found, go, make, run

from envlint.analysis.remarks import suppression
from envlint.checks.catalogue import CODES
from envlint.commands.remarks import of_text

SERVICES = '[[services]]\nname = "a"\nroot = "services/a"\n[[services]]\nname = "b"\nroot = "services/b"\n'


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("x = 1  # envlint: ignore[ENV402] why\n", [(1,)]),
        ("// envlint: ignore[ENV402]\nx\n", [(1, 2)]),
        ("    /* envlint: ignore[ENV402] */\nx\n", [(1, 2)]),
        (" * // envlint: ignore[ENV402]\n", [(1, 2)]),
        ("| `A` | <!-- envlint: ignore[ENV405] --> |\n", [(1,)]),
        ("-- envlint: ignore[ENV409]\r\nCHECK\r\n", [(1, 2)]),
        ("{# envlint: ignore[ENV402] #}\n", [(1, 2)]),
        ("see envlint: ignore[ENV402]\n", []),
        ("'envlint: ignore[ENV402]'\n", []),
    ],
)
def test_a_remark_in_any_kind_of_comment(text, lines):
    reading = of_text("a", text)
    found = [suppression(remark, reading.source, CODES) for remark in reading.remarks]
    assert [each.lines for each in found] == lines
    assert all(not each.fault for each in found)


def test_services_have_defaults_of_their_own(project, capsys):
    wrapped = 'package main\n\nimport "os"\n\nfunc get(k, d string) string {\n\tif v := os.Getenv(k); v != "" {\n'
    wrapped += '\t\treturn v\n\t}\n\treturn d\n}\n\nvar port = get("PORT", "%s")\n'
    files = {"services/a/main.go": wrapped % 3000, "services/b/main.go": wrapped % 4000}
    make(project, files)
    assert [code for code, *_ in found(capsys)] == ["ENV408"]
    make(project, {"envlint.toml": SERVICES})
    assert found(capsys) == []


def test_a_service_has_rules_of_its_own_beside_those_for_all(project, capsys):
    make(
        project,
        {
            "envlint.toml": SERVICES,
            "rules/all.toml": "[SHARED]\n[FORGOTTEN]\n",
            "services/a/main.go": go("SHARED", "A_ONE", "B_ONE"),
            "services/a/rules/own.toml": "[A_ONE]\n",
            "services/b/main.go": go("B_ONE"),
            "services/b/rules/own.toml": "[B_ONE]\n",
        },
    )
    assert found(capsys) == [
        ("ENV403", "B_ONE", "services/a/main.go", 8),
        ("ENV406", "FORGOTTEN", "rules/all.toml", 2),
    ]


def test_code_that_all_share_keeps_the_entries_of_services_in_use(project, capsys):
    make(
        project,
        {
            "envlint.toml": SERVICES,
            "lib/lib.go": go("LOG_DEPTH"),
            "services/a/main.go": go("A_ONE"),
            "services/a/.env.example": "A_ONE=\nLOG_DEPTH=\nB_ONE=\n",
            "services/b/main.go": go("B_ONE"),
            "services/b/.env.example": "B_ONE=\n",
        },
    )
    assert found(capsys) == [("ENV404", "B_ONE", "services/a/.env.example", 3)]


def test_only_the_code_that_the_settings_name_is_scanned(project, capsys):
    make(project, {"envlint.toml": 'code = ["src"]\n', "src/main.go": go("INSIDE"), "other/main.go": go("OUTSIDE")})
    assert "OUTSIDE" not in run(capsys, "scan")[1]
    assert "INSIDE" in run(capsys, "scan")[1]


def test_one_file_can_be_asked_about(project, capsys):
    make(project, {"a.go": go("IN_A"), "b.go": go("IN_B").replace("main()", "other()"), ".env.example": "X_Y=\n"})
    assert [variable for _, variable, *_ in found(capsys, "b.go")] == ["IN_B"]


@pytest.mark.parametrize("key", ["template", "docs", "code", "sql"])
def test_what_the_settings_name_has_to_be_there(key, project, capsys):
    make(project, {"main.go": go("A_ONE"), "envlint.toml": f'{key} = ["nowhere"]\n'})
    code, _, err = run(capsys, "drift")
    assert code == 2
    assert err == f"nowhere: is not there; the settings name it in `{key}`\n"


def test_a_path_that_the_baseline_knows_is_not_called_gone_when_another_is_asked_about(project, capsys):
    make(project, {"envlint.toml": "", "a/a.go": go("IN_A"), "b/b.go": go("IN_B"), ".env.example": "X_Y=\n"})
    run(capsys, "baseline")
    make(project, {".env.example": "X_Y=\nIN_A=\n"})
    assert found(capsys, "b") == []
    assert [code for code, *_ in found(capsys, "a")] == ["ENV907"]


def test_settings_of_another_project_do_not_judge_this_one(project, capsys):
    make(project, {"one/main.go": go("A_ONE"), "other/envlint.toml": ""})
    code, _, err = run(capsys, "drift", "one", "--config", "other/envlint.toml")
    assert (code, err) == (2, "envlint: one is not part of the project of envlint.toml\n")


def test_a_baseline_written_from_a_folder_holds_the_whole_project(project, monkeypatch, capsys):
    make(project, {"envlint.toml": "", "a/a.go": go("IN_A"), "b/b.go": go("IN_B"), ".env.example": "X_Y=\n"})
    monkeypatch.chdir(project / "a")
    assert run(capsys, "baseline")[0] == 0
    monkeypatch.chdir(project)
    assert found(capsys) == []
