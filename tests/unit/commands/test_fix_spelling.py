"""``fix`` and the loaders in use: which files it spells anew, what it refuses to write, and what it never shows."""

import os
import stat

import pytest
from projects import make, run

READERS = 'readers = ["compose", "dotenvy"]\n'
SECRET = "q7Zr0vXc 2LmP9sTfB4nKd8Wg"


@pytest.fixture
def project(tmp_path, monkeypatch):
    make(tmp_path, {"envlint.toml": READERS, ".env.example": "A=x y\n"})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_loaders_need_no_settings_where_the_repository_shows_them(tmp_path, monkeypatch, capsys):
    compose = "services:\n  web:\n    image: app\n    env_file: .env\n"
    script = "#!/bin/sh\nset -a\n. ./.env\nset +a\n"
    make(tmp_path, {"compose.yaml": compose, "run.sh": script, ".env.example": "A=x;y\n", ".env": "A=x;y\n"})
    monkeypatch.chdir(tmp_path)
    code, _, err = run(capsys, "fix")
    assert code == 0
    assert "writing .env.example: A spelled for compose and " in err
    assert (tmp_path / ".env.example").read_text() == 'A="x;y"\n'
    assert (tmp_path / ".env").read_text() == "A=x;y\n"


def test_files_in_use_are_those_of_tiers_and_those_beside_the_settings(project, capsys):
    files = (".env", ".env.local", "deploy/prod.env")
    others = (".envrc", ".env.vault", ".env.bak", ".envoy", "other.env", "deploy/.env")
    make(project, dict.fromkeys((*files, *others), "A=x y\n"))
    make(project, {"envlint.toml": f'{READERS}[tiers]\nproduction = {{ files = ["dotenv:deploy/prod.env"] }}\n'})
    assert run(capsys, "fix")[0] == 0
    assert {(project / path).read_text() for path in files} == {"A=x y\n"}
    assert run(capsys, "fix", "--unsafe-fixes")[0] == 0
    assert {(project / path).read_text() for path in files} == {'A="x y"\n'}
    assert {(project / path).read_text() for path in others} == {"A=x y\n"}


def test_only_what_lies_below_path_is_spelled(project, capsys):
    make(project, {"api/.env.example": "A=x y\n"})
    assert run(capsys, "fix", "api")[0] == 0
    assert (project / "api/.env.example").read_text() == 'A="x y"\n'
    assert (project / ".env.example").read_text() == "A=x y\n"


def test_readers_of_one_pattern_say_nothing_about_other_files(project, capsys):
    make(project, {"envlint.toml": '[readers]\n"api/**" = ["compose", "dotenvy"]\n', "api/.env.example": "A=x y\n"})
    assert run(capsys, "fix")[0] == 0
    assert (project / "api/.env.example").read_text() == 'A="x y"\n'
    assert (project / ".env.example").read_text() == "A=x y\n"


@pytest.mark.skipif(os.name == "nt", reason="needs permissions")
def test_the_permissions_stay(project, capsys):
    make(project, {".env": "A=x y\n"})
    (project / ".env").chmod(0o600)
    run(capsys, "fix", "--unsafe-fixes")
    assert (project / ".env").read_text() == 'A="x y"\n'
    assert stat.S_IMODE((project / ".env").stat().st_mode) == 0o600


@pytest.mark.parametrize("words", [("--diff",), ("--diff", "--unsafe-fixes"), ("--unsafe-fixes",), ()])
@pytest.mark.parametrize(
    "line",
    [
        "TOKEN={}\n",
        "PLAIN=x={}\n",
        "A=`{} \nB=x y\n",
        "A='{}\n",
        "# {}\nA=x y\n",
        'A="{}" x\nB=x y\n',
        'A="1\n{}=\n2" # c\n',
        "{}\n",
        "{}=x y\n",
        "A=$(echo {})\n",
        "B=x y # {}\n",
    ],
)
def test_no_value_is_shown(line, words, project, capsys):
    make(project, {".env.example": f"API_{line.format(SECRET)}", ".env": line.format(SECRET)})
    (project / ".env.example").write_text("A=x y\n")
    _, out, err = run(capsys, "fix", *words)
    assert not any(piece in out + err for piece in SECRET.split())


def test_a_secret_in_a_template_is_not_shown_either(project, capsys):
    make(project, {".env.example": f'A=x y\nAPI_TOKEN={SECRET}\nPEM="1\n{SECRET.replace(" ", "")}=\n" # c\n'})
    _, out, err = run(capsys, "fix", "--diff")
    assert not any(piece in out + err for piece in SECRET.split())
    assert '+A="x y"' in out
    assert '+API_TOKEN="***"' in out


def test_a_rule_that_cannot_be_read_keeps_everything_from_being_written(project, capsys):
    make(project, {"rules/a.toml": "[A]\ntype = 'nothing'\n"})
    assert run(capsys, "fix")[0] == 2
    assert (project / ".env.example").read_text() == "A=x y\n"


def test_rules_of_every_tier_have_to_allow_what_is_meant(project, capsys):
    make(project, {"envlint.toml": 'readers = ["docker", "compose"]\n', ".env.example": 'A="8080"\nB="x"\n'})
    make(project, {"rules/a.toml": "[A]\ntype = 'port'\n[B]\nvalues = ['x']\n"})
    assert run(capsys, "fix")[0] == 0
    assert (project / ".env.example").read_text() == "A=8080\nB=x\n"


def test_a_file_that_all_read_alike_is_not_even_mentioned(project, capsys):
    make(project, {".env.example": "A=1\n# c\n", ".env": 'A="x y"\n'})
    code, out, err = run(capsys, "fix", "--unsafe-fixes")
    assert (code, out) == (0, "")
    assert ".env" not in err


def test_a_service_has_its_own_templates_files_and_rules(project, capsys):
    settings = 'readers = ["docker", "compose"]\n[[services]]\nname = "api"\nroot = "api"\n'
    files = {"envlint.toml": settings, "api/rules/a.toml": "[A]\ntype = 'port'\n"}
    make(project, {**files, "api/.env.example": 'A="8080"\n', "api/.env": 'A="9090"\n', ".env.example": 'A="7070"\n'})
    assert run(capsys, "fix", "--unsafe-fixes")[0] == 0
    assert (project / "api/.env.example").read_text() == "A=8080\n"
    assert (project / "api/.env").read_text() == "A=9090\n"
    assert (project / ".env.example").read_text() == 'A="7070"\n'


def test_a_second_run_writes_nothing(project, capsys):
    make(project, {".env": "A=x y # c\nB=it's\nexport C = 1\n"})
    run(capsys, "fix", "--unsafe-fixes")
    before = (project / ".env").read_bytes()
    assert before == b'# c\nA="x y"\nB="it\'s"\nexport C = 1\n'
    assert "nothing to write" in run(capsys, "fix", "--unsafe-fixes")[2]
    assert (project / ".env").read_bytes() == before


def test_a_file_of_megabytes_is_left_and_that_is_said(project, capsys):
    make(project, {".env": "A=x y\n" * 100_000})
    assert (
        ".env: is not looked at for its spelling: it is larger than 512 KiB\n"
        in run(capsys, "fix", "--unsafe-fixes")[2]
    )
