"""The full parser: help, abbreviated clusters, shell completion. Its signatures are made from the option table."""

from __future__ import annotations

import os
import sys
from contextlib import redirect_stdout
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Any

import typer
from typer.main import get_command

from envlint import __version__
from envlint.cli.commands import COMMANDS
from envlint.cli.meaning import build, split_program
from envlint.cli.options import ONE_WORD, Command, Option
from envlint.core.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from envlint.core.request import Request

COMPLETE = "_ENVLINT_COMPLETE"
ABOUT = "Hold .env files and live environments against the rules of a project."
KINDS = {"text": str, "each": list[str], "words": list[str], "flag": bool, "count": int}


def parse(words: Sequence[str]) -> Request | int:
    """Return the request, or an exit code when the words only asked for help or the version.

    A shell asks for completion without any words, through a variable. With words the variable is not heeded: no
    environment variable may keep a check from being made.

    Raises:
        UsageError: the words ask for something that does not exist.
    """
    # envlint: ignore[ENV401,ENV402,ENV403] the completion script sets it, and nobody else is to
    if not words and COMPLETE in os.environ:
        _app()(args=[], prog_name="envlint")
    own, program = split_program(words)
    group = get_command(_app())
    try:
        with redirect_stdout(sys.stdout if words else sys.stderr):
            context = group.make_context("envlint", own or ["--help"])
            command, given = group.invoke(context)
    except typer.Exit as stop:
        return stop.exit_code if words else 2
    except typer.TyperException as fault:
        raise UsageError(fault.format_message()) from None
    return build(command, given, program)


def _app() -> typer.Typer:
    app = typer.Typer(
        name="envlint",
        help=ABOUT,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        pretty_exceptions_show_locals=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_global_options)
    for command in COMMANDS.values():
        help = f"{command.help}\n\n{command.about}"
        app.command(command.name, help=help, short_help=command.help)(_function(command))
    return app


def _show_version(asked: bool) -> None:  # noqa: FBT001  the signature that Typer calls
    if asked:
        sys.stdout.write(f"envlint {__version__}\n")
        raise typer.Exit


def _global_options(
    *,
    version: bool = typer.Option(
        False,  # noqa: FBT003
        "--version",
        callback=_show_version,
        is_eager=True,
        help="Print the version and stop.",
    ),
) -> None:
    """Take the options that stand before a command."""


def _function(command: Command) -> Callable[..., tuple[Command, dict[str, list[str]]]]:
    """Return a function with the signature that the table gives this command; it answers with the raw values."""

    def accept(**values: Any) -> tuple[Command, dict[str, list[str]]]:
        return command, {name: _raw(value) for name, value in values.items()}

    parameters = [_argument(command)] if command.argument else []
    parameters += [_option(option) for option in command.options]
    accept.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    accept.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    accept.__name__ = command.name
    return accept


def _raw(value: str | list[str] | int | None) -> list[str]:
    """Return what was written, one text for each time; a flag or a count has an empty text for each."""
    if value is None:
        return []
    if isinstance(value, int):
        return [""] * value
    return [value] if isinstance(value, str) else list(value)


def _argument(command: Command) -> Parameter:
    declared = typer.Argument(... if command.argument == "topic" else None, metavar=command.metavar, hidden=True)
    kind: Any = str if command.argument in ONE_WORD else list[str]
    return Parameter(command.argument, Parameter.KEYWORD_ONLY, default=declared, annotation=kind)


def _option(option: Option) -> Parameter:
    declared = typer.Option(
        False if option.kind == "flag" else 0 if option.kind == "count" else None,
        *option.flags,
        help=_help(option),
        metavar=option.metavar or None,
        count=option.kind == "count",
        show_default=False,
        autocompletion=(lambda: list(option.choices)) if option.choices else None,
    )
    return Parameter(option.name, Parameter.KEYWORD_ONLY, default=declared, annotation=KINDS[option.kind])


def _help(option: Option) -> str:
    choices = f" One of {', '.join(option.choices)}." if option.choices else ""
    repeatable = " May be given several times." if option.kind in ("each", "words") else ""
    return f"{option.help}{choices}{repeatable}"
