"""``docs``, ``template`` and ``fix``: idempotent, byte for byte careful, and never through a link."""

import os

import pytest
from projects import found, go, make, run

README = "# App\n\n| Variable | Default |\n|---|---|\n| `APP_NAME` | - |\n"


@pytest.fixture
def project(tmp_path, monkeypatch):
    make(tmp_path, {"main.go": go("APP_NAME", "APP_PORT"), ".env.example": "APP_NAME=x\n", "README.md": README})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_was_lacking_is_no_finding_any_more(project, capsys):
    assert {code for code, *_ in found(capsys)} == {"ENV401", "ENV402"}
    assert run(capsys, "fix")[0] == 0
    assert found(capsys) == []


def test_a_second_run_changes_nothing(project, capsys):
    run(capsys, "fix")
    before = (project / ".env.example").read_bytes(), (project / "README.md").read_bytes()
    assert run(capsys, "fix") == (0, "", "nothing to write\n")
    assert before == ((project / ".env.example").read_bytes(), (project / "README.md").read_bytes())


@pytest.mark.parametrize(
    "command", [("fix", "--diff"), ("docs", "--check"), ("template", "--check"), ("docs", "--diff")]
)
def test_nothing_is_written_where_it_is_only_said(command, project, capsys):
    before = (project / ".env.example").read_bytes(), (project / "README.md").read_bytes()
    code, _, _ = run(capsys, *command)
    assert code == int("--check" in command)
    assert before == ((project / ".env.example").read_bytes(), (project / "README.md").read_bytes())


def test_line_endings_and_a_byte_order_mark_are_kept(project, capsys):
    make(project, {".env.example": b"\xef\xbb\xbfAPP_NAME=x\r\n"})
    assert run(capsys, "template")[0] == 0
    assert (project / ".env.example").read_bytes() == b"\xef\xbb\xbfAPP_NAME=x\r\n# APP_PORT=\r\n"


def test_what_is_no_utf_8_is_not_written(project, capsys):
    make(project, {".env.example": b"# \xe4\nAPP_NAME=x\n"})
    code, _, err = run(capsys, "template")
    assert code == 2
    assert err.startswith(".env.example: is not written: it is no UTF-8 text")
    assert (project / ".env.example").read_bytes() == b"# \xe4\nAPP_NAME=x\n"


@pytest.mark.skipif(os.name == "nt", reason="needs links")
def test_nothing_is_written_through_a_link(project, capsys):
    (project / ".env.example").rename(project / "real")
    (project / ".env.example").symlink_to("real")
    make(project, {"envlint.toml": 'template = [".env.example"]\n'})
    code, _, err = run(capsys, "template")
    assert code == 2
    assert "it is a link" in err
    assert (project / "real").read_text() == "APP_NAME=x\n"
    assert (project / ".env.example").is_symlink()


def test_a_suppressed_name_is_not_added(project, capsys):
    text = go("APP_NAME", "APP_PORT").replace('"APP_PORT")', '"APP_PORT") // envlint: ignore[ENV401,ENV402]')
    make(project, {"main.go": text})
    assert run(capsys, "fix")[2] == "nothing to write\n"


def test_what_the_baseline_holds_is_added_all_the_same(project, capsys):
    assert run(capsys, "baseline")[0] == 0
    assert found(capsys) == []
    run(capsys, "template")
    assert "APP_PORT" in (project / ".env.example").read_text()


def test_each_service_has_its_own_template(project, capsys):
    services = '[[services]]\nname = "a"\nroot = "a"\n[[services]]\nname = "b"\nroot = "b"\n'
    make(
        project,
        {
            "envlint.toml": services,
            "a/main.go": go("A_ONE", "A_TWO"),
            "a/.env.example": "A_ONE=\n",
            "b/main.go": go("B_ONE", "A_TWO"),
            "b/.env.example": "B_ONE=\n",
        },
    )
    run(capsys, "template")
    assert (project / "a/.env.example").read_text() == "A_ONE=\n# A_TWO=\n"
    assert (project / "b/.env.example").read_text() == "B_ONE=\n\n# A_TWO=\n"
    assert (project / ".env.example").read_text() == "APP_NAME=x\n# APP_PORT=\n"


def test_what_nothing_reads_goes_only_when_asked(project, capsys):
    template = "# First.\nOLD_ONE=1\nAPP_NAME=x\nOLD_TWO='a\nb'\n"
    make(project, {".env.example": template, "README.md": README + "| `OLD_ROW` | 1 |\n\nAfter.\n"})
    run(capsys, "fix")
    assert {code for code, *_ in found(capsys)} == {"ENV404", "ENV405"}
    code, _, err = run(capsys, "fix", "--unsafe-fixes")
    assert code == 0
    assert "without OLD_ONE" in err
    assert (project / ".env.example").read_text() == "# First.\nAPP_NAME=x\n# APP_PORT=\nOLD_TWO='a\nb'\n"
    assert (project / "README.md").read_text().endswith("| `APP_NAME` | - |\n| `APP_PORT` | - |\n\nAfter.\n")


def test_services_that_share_a_template_write_it_once(project, capsys):
    services = '[[services]]\nname = "a"\nroot = "a"\n[[services]]\nname = "b"\nroot = "b"\n'
    make(project, {"envlint.toml": services, "a/main.go": go("APP_A", "B_X"), "b/main.go": go("APP_B", "B_X")})
    run(capsys, "template")
    expected = "APP_NAME=x\n# APP_A=\n# APP_B=\n# APP_PORT=\n\n# B_X=\n"
    assert (project / ".env.example").read_text() == expected
