"""Where settings are looked for, and what the root is."""

import os

import pytest

from envlint.core.errors import EnvlintError
from envlint.settings import find

TABLE = "[tool.envlint]\nrules = ['rules']\n"


@pytest.fixture
def tree(tmp_path):
    def write(path, text=""):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return file

    (tmp_path / "repo/.git").mkdir(parents=True)
    (tmp_path / "repo/services/api/deep").mkdir(parents=True)
    return write


def test_nearest_upwards_within_the_repository(tree, tmp_path):
    tree("pyproject.toml", TABLE)
    root = str(tmp_path / "repo")
    found = find(os.path.join(root, "services/api/deep"))
    assert (found.root, found.base, found.path) == (root, "services/api/deep", "")
    tree("repo/pyproject.toml", TABLE)
    found = find(os.path.join(root, "services/api/deep"))
    assert (found.root, found.base, found.path) == (root, "", "pyproject.toml")
    tree("repo/services/api/envlint.toml", "rules = []")
    found = find(os.path.join(root, "services/api/deep"))
    assert (found.base, found.path, found.data) == ("services/api", "services/api/envlint.toml", b"rules = []")


def test_without_a_repository_the_folder_of_the_settings_is_the_root(tree, tmp_path):
    tree("plain/envlint.toml")
    tree("plain/sub/file")
    found = find(str(tmp_path / "plain/sub"))
    assert (found.root, found.base, found.path) == (str(tmp_path / "plain"), "", "envlint.toml")


def test_without_settings_the_folder_itself(tree, tmp_path):
    tree("plain/pyproject.toml", "[project]\nversion = '1'\n")
    found = find(str(tmp_path / "plain"))
    assert (found.root, found.path, found.data) == (str(tmp_path / "plain"), "", b"")
    assert found.pyproject.startswith(b"[project]")


def test_envlint_toml_wins_and_that_is_told(tree, tmp_path):
    tree("repo/envlint.toml", "rules = []")
    tree("repo/pyproject.toml", TABLE)
    found = find(str(tmp_path / "repo"))
    assert (found.path, found.passed_over) == ("envlint.toml", "pyproject.toml")


def test_config_names_a_file_and_its_folder_is_the_base(tree, tmp_path, monkeypatch):
    tree("repo/ci/gate.toml", "rules = ['r']")
    monkeypatch.chdir(tmp_path / "repo/services")
    found = find(config="../ci/gate.toml")
    assert (found.root, found.base, found.path) == (str(tmp_path / "repo"), "ci", "ci/gate.toml")
    with pytest.raises(EnvlintError, match="--config"):
        find(config="nowhere.toml")


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("[tool.envlint]", True),
        ("[ tool . envlint ]", True),
        ('["tool"."envlint"]', True),
        ("[tool.envlint.tiers]", True),
        ("[[tool.envlint.services]]", True),
        ("tool.envlint.rules = []", True),
        ("[tool]\nenvlint = {rules = []}", True),
        ("[tool]\nenvlint.rules = []", True),
        ("[project]\ndependencies = [\n  'envlint-cli',\n  \"envlint-cli>=1\"]", False),
        ("[project.scripts]\nenvlint = 'envlint.cli:main'", False),
        ("# [tool.envlint] one day", False),
        ("[tool.envlinter]", False),
        ("", False),
    ],
)
def test_which_pyproject_counts(tree, tmp_path, text, counts):
    tree("repo/pyproject.toml", text)
    assert bool(find(str(tmp_path / "repo")).path) is counts


@pytest.mark.parametrize("kind", ["folder", "pipe", "sparse"])
@pytest.mark.parametrize("name", ["envlint.toml", "pyproject.toml"])
def test_what_is_no_plain_file_is_refused_and_never_waited_for(tmp_path, kind, name):
    path = tmp_path / name
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.touch()
        os.truncate(path, 1 << 32)
    with pytest.raises(EnvlintError, match="cannot be read"):
        find(str(tmp_path))


def test_the_key_changes_with_all_that_settings_depend_on(tree, tmp_path):
    tree("repo/pyproject.toml", "[project]\nversion = '1'\n")
    for folder in ("a", "b"):
        tree(f"repo/{folder}/envlint.toml", "rules = []")
    keys = [find(str(tmp_path / "repo" / folder)).key for folder in ("a", "b", "")]
    tree("repo/a/pyproject.toml", "[project]\nversion = '2'\n")
    keys.append(find(str(tmp_path / "repo/a")).key)
    assert len(set(keys)) == 4


@pytest.mark.parametrize(
    ("path", "inside"), [("x/../y", "a/y"), ("../b", "b"), (".", "a"), ("..", ""), ("../../x", None), ("/etc", None)]
)
def test_paths_inside_the_root(tree, tmp_path, path, inside):
    tree("repo/a/envlint.toml")
    found = find(str(tmp_path / "repo/a"))
    if inside is None:
        with pytest.raises(ValueError, match="outside"):
            found.inside(path)
    else:
        assert found.inside(path) == inside
