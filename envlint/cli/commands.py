"""Every command of the command line, as data. The full parser, the help and the tests are made from it."""

from __future__ import annotations

from envlint.cli.hot import HOT, LAYERS
from envlint.cli.options import (
    CHECK,
    CONFIG,
    DIFF,
    ENV,
    EVERY,
    HOST,
    IGNORE,
    LIVE,
    NAMES,
    OUTPUT,
    PATH,
    PID_OF,
    REPORT,
    REVEAL,
    SELECT,
    SELECTION,
    SERVICE,
    SHARED,
    SOURCE,
    SOURCES,
    TRY,
    UNSAFE,
    Command,
    formats,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

PROJECT: Final = (
    "PATH is a folder or file, by default this folder. The settings that hold there hold, and paths are shown from the "
    "root of that project. Works without any settings."
)

SELDOM: Final = (
    Command(
        "explain",
        "Print a check's page, or all that is known of a variable.",
        (ENV, SERVICE, SOURCES, PID_OF, formats("text", "json"), OUTPUT, CONFIG, *SHARED),
        argument="topic",
        metavar="CODE|NAME",
        about="CODE is a check's code or name, such as ENV101; NAME is a variable.",
    ),
    Command("rules", "List the rules.", (ENV, SERVICE, formats("text", "json"), OUTPUT, CONFIG, *SHARED)),
    Command("schema", "Print the JSON Schema of rule files.", (NAMES, OUTPUT, CONFIG, *SHARED)),
    Command(
        "baseline",
        "Record today's findings, so that only new ones fail.",
        (ENV, SELECT, IGNORE, CONFIG, *SHARED),
        argument="sources",
        metavar=SOURCE,
        about=(
            "The record holds no values. Without SOURCE and --env it takes what check, drift and migrations find; "
            f"with one of them what check finds, and keeps what it holds of the others. {LAYERS}"
        ),
    ),
    Command(
        "drift",
        "Hold code, docs, template and rules against each other.",
        (REPORT, OUTPUT, *SELECTION),
        argument="path",
        metavar=PATH,
        about=(
            f"Deploy manifests and SQL schemas, too. {PROJECT} Exits with 0 if they agree, 1 if not, 2 if that "
            "cannot be told."
        ),
    ),
    Command(
        "scan",
        "List the variables that the code reads.",
        (formats("text", "json"), OUTPUT, CONFIG, *SHARED),
        argument="path",
        metavar=PATH,
        about=f"{PROJECT} Secret defaults are not shown.",
    ),
    Command(
        "dialects",
        "Show how each loader reads each line of a .env file.",
        (EVERY, HOST, REVEAL, formats("text", "json"), OUTPUT, CONFIG, *SHARED),
        argument="path",
        metavar="[FILE]",
        about=(
            "The loaders are those that read FILE by the settings or by what the project shows, else the main "
            "ones; secrets are masked. Without FILE: which files the project has, and which loaders read them. "
            "Nothing is run. Differences are no findings: exits with 0, or with 2 if FILE cannot be read."
        ),
    ),
    Command(
        "migrations",
        "Hold a database's migrations against what they must be.",
        (ENV, LIVE, TRY, REPORT, OUTPUT, *SELECTION),
        argument="path",
        metavar=PATH,
        about=(
            "PATH is a folder of numbered SQL migrations for PostgreSQL, by default those of the project. With "
            "--live the server that the DATABASE_URL or PG... variables of SOURCE name is asked as well, and "
            "nothing is written there; with --try the migrations are run there, in a scratch database that is dropped "
            "again and in no other. Exits with 0 if all is as it must be, 1 if not, 2 if that cannot be told."
        ),
    ),
    Command(
        "init",
        "Draft rules, settings and a baseline.",
        SHARED,
        argument="path",
        metavar=PATH,
        about=(
            "From what is there, without asking. Nothing is written where there are settings or rules. Afterwards "
            "check and drift pass."
        ),
    ),
    Command(
        "docs",
        "Bring the docs up to date.",
        (CHECK, DIFF, CONFIG, *SHARED),
        argument="path",
        metavar=PATH,
        about=(
            "Writes the sections between <!-- envlint:begin rules|variables|drift --> and <!-- envlint:end -->, "
            "and adds the variables that the docs lack."
        ),
    ),
    Command(
        "template",
        "Bring the template up to date.",
        (CHECK, DIFF, CONFIG, *SHARED),
        argument="path",
        metavar=PATH,
        about="Adds the variables that it lacks. No line that is there is changed. A secret gets no value.",
    ),
    Command(
        "fix",
        "Bring docs and template up to date.",
        (DIFF, UNSAFE, CONFIG, *SHARED),
        argument="path",
        metavar=PATH,
        about=(
            "What docs and template do, at once. Lines of a template that the loaders in use read differently are "
            "spelled so that all read the same. Nothing is removed without --unsafe-fixes."
        ),
    ),
)
COMMANDS: Final = {command.name: command for command in (*HOT, *SELDOM)}
