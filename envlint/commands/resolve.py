"""``envlint resolve``: print the effective environment."""

from __future__ import annotations

from envlint.analysis.effective import effective
from envlint.commands.contract import open_contract
from envlint.commands.gate import judge
from envlint.commands.report import report
from envlint.commands.single import only, refusal, replaced, unseen
from envlint.commands.unmask import nameable, visible
from envlint.core.request import Outcome
from envlint.formats import assignment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from envlint.analysis.effective import Effective
    from envlint.core.request import Request


def run(request: Request) -> Outcome:
    """Return the lines of the environment. With --reveal, one that does not pass is not printed at all."""
    contract = open_contract(request)
    sight = judge(request, contract)
    judged = only(sight)
    result = report(request, contract, sight)
    variables = effective(judged.plan, judged.environment, result.findings)
    notes = (*sight.notes, *replaced(variables, judged.target.tier.name), *refusal(result))
    if result.exit_code == 2 or (result.exit_code and request.reveal):
        return Outcome(notes=notes, exit_code=result.exit_code)
    notes = (*notes, *unseen(variables))
    variables = [each for each in variables if not each.unseen]
    if not request.reveal:
        named = [each for each in variables if nameable(each.name, judged.plan, judged.environment)]
        notes = (*notes, *_unnamed(len(variables) - len(named)))
        variables = named
    form = (request.formats or ("dotenv",))[0].partition(":")[0]
    write = {"json": as_json, "shell": as_shell}.get(form, as_dotenv)
    lines, unwritten = write(variables, reveal=request.reveal)
    return Outcome(lines=lines, notes=(*notes, *unwritten), exit_code=result.exit_code)


def _unnamed(count: int) -> tuple[str, ...]:
    """Return a line that counts what is left out, if anything is."""
    what = "1 variable is" if count == 1 else f"{count} variables are"
    return (f"{what} left out: the name may be a piece of a value",) if count else ()


def as_dotenv(variables: list[Effective], *, reveal: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return a ``.env`` file's lines, and a note for each value that no such line can hold."""
    return _assignments(variables, assignment.dotenv, "a .env file", reveal=reveal)


def as_shell(variables: list[Effective], *, reveal: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return lines for a POSIX shell, and a note for each variable that it cannot export."""
    return _assignments(variables, assignment.shell, "a shell", reveal=reveal)


def as_json(variables: list[Effective], *, reveal: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return a JSON document with each variable's value, and where it comes from."""
    import json

    listed = [
        {
            "name": variable.name,
            "value": visible(variable, reveal=reveal),
            "from": variable.origin,
            "masked": visible(variable, reveal=reveal) != variable.value.raw,
        }
        for variable in variables
    ]
    document = {"version": 1, "command": "resolve", "variables": listed}
    return tuple(json.dumps(document, indent=2).splitlines()), ()


def _assignments(
    variables: list[Effective], write: Callable[[str, str], str | None], form: str, *, reveal: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    lines, notes = [], []
    for variable in variables:
        line = write(variable.name, visible(variable, reveal=reveal))
        if line is None:
            notes.append(f"{variable.name} cannot be written for {form}; --format json can hold it")
        else:
            lines.append(line)
    return tuple(lines), tuple(notes)
