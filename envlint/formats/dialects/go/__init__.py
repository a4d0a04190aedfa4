"""The loaders of Go programs: godotenv, gotenv (Viper), go-envparse (Nomad), Task and direnv."""

from __future__ import annotations

from envlint.formats.dialects import Dialect
from envlint.formats.dialects.go import direnv, envparse, gotenv
from envlint.formats.dialects.go.godotenv import Godotenv

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

DIALECTS: Final = (
    Dialect("godotenv", Godotenv().read, "joho/godotenv", "1.5.1"),
    Dialect("godotenv-1.6pre", Godotenv(newer=True).read, "joho/godotenv", "1.6.0-pre.4"),
    Dialect("go-task", Godotenv(environment=True).read, "Task, dotenv: in a Taskfile", "3.54.0"),
    Dialect("gotenv-2019", gotenv.read_2019, "subosito/gotenv", "1.2.0"),
    Dialect("gotenv", gotenv.read, "subosito/gotenv, by which Viper reads", "1.6.0"),
    Dialect("go-envparse", envparse.read, "hashicorp/go-envparse", "0.1.0"),
    Dialect("direnv", direnv.read, "direnv, dotenv in an .envrc", "2.32.1"),
)
