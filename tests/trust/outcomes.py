"""Small projects in which a secret meets every fault that envlint can find, one fault each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from canaries import Canary

TYPES = (
    "bool", "port", "int", "number", "duration", "duration.iso", "seconds", "ms", "bytesize", "loglevel", "url",
    "dsn", "origin", "host", "ip", "cidr", "email", "uuid", "json", "hex", "base64", "base64url", "pem", "cron",
    "timezone", "semver", "glob", "regex", "path", "secret", "list<int>", "list<origin>", "map<int>",
)  # fmt: skip
NUMBERS = ("int", "number", "seconds", "ms", "bytesize")
FLAG = "[FLAG]\ntype = 'bool'\n"
OTHER = "FLAG=true\n"


class Outcome(NamedTuple):
    """What is asked of ``TOKEN``, and the file that sets it.

    ``code`` is the finding that must come of it where the secret is a plain word, ``error`` exit code 2 for any.

    ``rules_hold_it``: the secret stands in a rule file as well, and so may the compiled rules in the cache hold it.
    """

    name: str
    code: str
    rules: Callable[[Canary], str]
    env: Callable[[Canary], str]
    more: Callable[[Canary], dict[str, str]] = lambda secret: {}
    source: str = "dotenv:.env.production"
    rules_hold_it: bool = False

    def __str__(self) -> str:
        return self.name

    def files(self, secret: Canary) -> dict[str, str]:
        """Return the files of the project."""
        path = self.source.partition(":")[2]
        return {"rules/all.toml": FLAG + self.rules(secret), path: self.env(secret), **self.more(secret)}


def _assigned(secret: Canary) -> str:
    return f"{OTHER}TOKEN={secret.in_single_quotes}\n"


def _outcome(name: str, code: str, rules: str, env: Callable[[Canary], str] = _assigned, **more: object) -> Outcome:
    return Outcome(name, code, lambda secret: rules, env, **more)  # type: ignore[arg-type]


def _of_values() -> Iterator[Outcome]:
    secret = "[TOKEN]\nsecret = true\n"
    yield _outcome("clean", "", secret)
    yield _outcome("101", "ENV101", f"{secret}values = ['alpha', 'beta']\n")
    yield _outcome("101 list", "ENV101", f"{secret}type = 'list<string>'\nvalues = ['alpha', 'beta']\n")
    yield _outcome("106", "ENV106", f"{secret}pattern = '[a-z]{{3}}'\n")
    yield _outcome("107", "ENV107", "[TOKEN]\ntype = 'secret'\nmin_length = 500\n")
    yield _outcome("112", "ENV112", f"{secret}pattern = '.*'\n", lambda s: f"TOKEN='{s.on_one_line}\u00a0'\n")
    yield _outcome("112 quotes", "", f"{secret}type = 'int'\n", lambda s: f"TOKEN=' \"{s.on_one_line}\"\\n'\n")
    yield _outcome("113", "ENV113", "[TOKEN]\ntype = 'secret'\n", lambda s: f"TOKEN='changeme-{s.on_one_line}'\n")
    yield _outcome("114", "", "[TOKEN]\ntype = 'secret'\n", lambda s: f"TOKEN='{'ab' * 8}{s.on_one_line[:6]}'\n")
    yield Outcome("every type", "ENV102", lambda _: _of_types("secret = true\n"), _of_every_type)
    yield Outcome("every type, not said to be secret", "ENV102", lambda _: _of_types(""), _misplaced)
    for bound in ("min = 1000000000000", "max = 5"):
        yield _outcome(f"103 {bound[:3]}", "", f"{secret}type = 'int'\n{bound}\n")


def _of_types(also: str) -> str:
    return "".join(f"[T{number}]\ntype = '{type_}'\n{also}" for number, type_ in enumerate(TYPES))


def _of_every_type(secret: Canary) -> str:
    return "".join(f"T{number}={secret.in_single_quotes}\n" for number in range(len(TYPES)))


def _misplaced(secret: Canary) -> str:
    """Return the secret in the place of every type but, if it is a number, those of which it is a good value."""
    numeric = secret.shape == "numeric"
    places = [number for number, type_ in enumerate(TYPES) if not (numeric and type_ in NUMBERS)]
    return "".join(f"T{number}={secret.in_single_quotes}\n" for number in places)


def _of_demands() -> Iterator[Outcome]:
    secret = "[TOKEN]\nsecret = true\n"
    unset = lambda s: f"TOKEN={s.in_single_quotes}\n"  # noqa: E731
    both = lambda s: f"TOKEN={s.in_single_quotes}\nTWIN={s.in_single_quotes}\n"  # noqa: E731
    twin = "[TWIN]\nsecret = true\n"
    yield _outcome("201", "ENV201", f"{secret}requires = ['FLAG=true']\n", unset)
    yield _outcome("201 on it", "ENV201", f"{secret}[[rule]]\nid = 'r'\nwhen = ['FLAG']\nrequires = ['TOKEN=other']\n")
    yield _outcome("201 on a part", "", "[TOKEN]\ntype = 'url'\n[[rule]]\nid = 'r'\nrequires = ['TOKEN.host=other']\n")
    yield _outcome("202", "ENV202", f"{secret}conflicts = ['FLAG']\n")
    yield _outcome("203", "ENV203", f"{secret}[[rule]]\nid = 'r'\nall_or_none = ['TOKEN', 'FLAG']\n", unset)
    yield _outcome("204", "ENV204", f"{secret}{twin}[[rule]]\nid = 'r'\nwhen = ['TOKEN']\nany_of = ['TWIN']\n")
    yield _outcome("205", "ENV205", f"{secret}differs_from = ['TWIN']\n{twin}", both)
    yield _outcome("206", "ENV206", f"{secret}requires = ['TOKEN!=$TWIN']\n{twin}", both)
    number = "[TOKEN]\nsecret = true\ntype = 'int'\n"
    yield _outcome("206 on a number", "", f"{number}requires = ['TOKEN<=5']\n")
    yield _outcome("210", "", f"{number}[[rule]]\nid = 'r'\nwhen = ['TOKEN=5']\nrequires = ['FLAG=false']\n")
    yield Outcome(
        "111", "ENV111", lambda s: f"{secret}forbid = [{s.in_toml}, {_literal(s)}]\n", _assigned, rules_hold_it=True
    )
    renamed = "[TOKEN]\nsecret = true\ndeprecated = { use = 'TWIN' }\n"
    yield _outcome("109", "ENV109", renamed + twin)
    yield _outcome("207", "ENV207", renamed + twin, lambda s: f"TOKEN={s.in_single_quotes}\nTWIN=other\n")
    yield _outcome("208", "", "[TOKEN]\ntype = 'url'\n", lambda s: f"TOKEN='http://{s.on_one_line[:4]}@localhost/'\n")
    yield _outcome("209", "ENV209", "[TOKEN]\ntype = 'secret'\n", more=lambda s: {".env.example": _assigned(s)})


def _literal(secret: Canary) -> str:
    """Return the secret as a literal that ``forbid`` cannot take for a condition."""
    return json.dumps("=" + secret.value)


def _of_texts() -> Iterator[Outcome]:
    declared = "[TOKEN]\nsecret = true\n"
    for name, code, template in (
        ("301 line", "", "{value}\n"),
        ("301 words", "ENV301", "the token is {value}\n"),
        ("301 no name", "ENV301", "={value}\n"),
        ("301 colon", "ENV301", "TOKEN: {value}\n"),
        ("301 export", "", "export {value}\n"),
        ("302", "ENV302", "TOKEN={quoted}\nTOKEN=other\n"),
        ("302 undeclared", "ENV302", "TWIN=other\nTWIN={quoted}\n"),
        ("303 before it", "ENV303", 'FIRST="never closed\n{value}\n'),
        ("303 round it", "ENV303", "TOKEN='{value}\n"),
        ("303 then PEM", "", 'FIRST="never\n-----BEGIN RSA PRIVATE KEY-----\n{value}\n{value}=\n'),
        ("304", "ENV304", "TOKEN='x'{value}\n"),
        ("304 undeclared", "ENV304", 'TWIN="x" {value}\n'),
        ("306", "", "TOKEN=${{{value}}}\n"),
        ("306 default", "", "TOKEN=${{NOPE:-{value}}}${{NOPE}}\n"),
        ("307", "ENV307", "TOKEN={value}${{LOOP}}\nLOOP={value}${{TOKEN}}\n"),
        ("308", "", 'TOKEN="$(echo {value})`{value}`"\n'),
        ("309 as a name", "", "?{line}=1\n"),
        ("309 beside a name", "", "TOKEN ?{line}=1\n"),
        ("310", "", "token={quoted}\nTOKEN={quoted}\n"),
        ("313", "", "<<<<<<< {value}\nTOKEN=1\n=======\nTOKEN={value}\n>>>>>>> {value}\n"),
        ("314", "ENV314", "LD_PRELOAD={quoted}\n"),
        ("comments", "", "# {value}\nTOKEN=other # {value}\n#TOKEN={value}\n"),
        ("remarks", "ENV905", "TOKEN=a # envlint: ignore[ENV102] {value}\nFLAG=true # envlint: {value}\n"),
        ("remarks with codes", "ENV905", "FLAG=true # envlint: ignore[{value}] until={value}\n"),
        ("undeclared", "ENV108", "TWIN={quoted}\n"),
        ("misspelt", "ENV108", "TOKNE={quoted}\n"),
        ("CR", "ENV312", "TOKEN={quoted}\r\nTWIN={quoted}\r\n"),
        ("NUL", "ENV311", "TOKEN=\0{value}\0\n"),
    ):
        yield _outcome(name, code, declared, _filled(template))
    yield _outcome(
        "json", "", declared, lambda s: json.dumps({"TOKEN": s.value, f"?{s.value}": "x"}), source="json:e.json"
    )
    yield _outcome("json nested", "ENV902", declared, lambda s: json.dumps({"A": [s.value]}), source="json:e.json")
    yield _outcome("json broken", "ENV902", declared, lambda s: f'{{"A": "{s.value}', source="json:e.json")
    yield _outcome("json bare", "", declared, lambda s: f'{{"A": {s.value}}}', source="json:e.json")
    dump = lambda s: f"TOKEN={s.value}\n{s.value}\nTWIN={s.value}\n"  # noqa: E731
    yield _outcome("dump of lines", "", declared, dump, source="environ:dump")
    yield _outcome("dump", "", declared, lambda s: f"TOKEN={s.value}\0{s.value}\0", source="environ:dump")


def _filled(template: str) -> Callable[[Canary], str]:
    return lambda secret: template.format(value=secret.value, line=secret.on_one_line, quoted=secret.in_single_quotes)


def _of_errors() -> Iterator[Outcome]:
    """Yield what keeps envlint from judging at all: the code is empty, the exit code 2."""
    for name, rules in (
        ("default too short", "[TOKEN]\ntype = 'secret'\nmin_length = 500\ndefault = {toml}\n"),
        ("default of the wrong type", "[TOKEN]\nsecret = true\ntype = 'uuid'\ndefault = {toml}\n"),
        ("default not allowed", "[TOKEN]\nsecret = true\nvalues = ['a']\ndefault = {toml}\n"),
        ("default forbidden", "[TOKEN]\nsecret = true\ndefault = {toml}\nforbid = [{literal}]\n"),
        ("default of the wrong shape", "[TOKEN]\nsecret = true\ndefault = [{toml}]\n"),
        ("default and a bad key", "[TOKEN]\nsecret = true\ndefault = {toml}\nrequierd = true\n"),
        ("fallback", "[TOKEN]\nsecret = true\nfallback = {toml}\n"),
        ("example and a bad level", "[TOKEN]\nsecret = true\nexample = {toml}\nlevel = 'eror'\n"),
        ("no TOML", "[TOKEN]\nsecret = true\ndefault = {value} and more\n"),
        ("no TOML behind it", "[TOKEN]\nsecret = true\ndefault = {toml} and more\n"),
        ("twice", "[TOKEN]\nsecret = true\ndefault = {toml}\ndefault = {toml}\n"),
    ):
        yield Outcome(name, "error", _filled_rules(rules), _assigned, rules_hold_it=True)
    settings = {"envlint.toml": "ruels = ['rules']\n"}
    yield _outcome("settings", "error", "[TOKEN]\nsecret = true\n", more=lambda s: settings)
    yield _outcome(
        "no such file", "error", "[TOKEN]\nsecret = true\n", more=lambda s: {"envlint.toml": "rules = ['r']\n"}
    )


def _filled_rules(template: str) -> Callable[[Canary], str]:
    return lambda s: template.format(value=s.value, toml=s.in_toml, literal=_literal(s))


OUTCOMES = (*_of_values(), *_of_demands(), *_of_texts(), *_of_errors())
