"""Small readings and findings for the tests of triage."""

from envlint.checks.catalogue import CODES
from envlint.core.finding import Finding
from envlint.core.source import Binding, Reading, Remark, Source
from envlint.core.value import Value


def reading(text: str, path: str = ".env") -> Reading:
    """Read a text of plain assignments and comments: just enough of a reader for triage."""
    source = Source("dotenv", path, path=path, text=text)
    bindings, remarks, start = [], [], 0
    for line in text.splitlines(keepends=True):
        body = line.rstrip("\n")
        code, hash_sign, _ = body.partition("#")
        if hash_sign and "envlint:" in body:
            remarks.append(Remark(start + len(code), start + len(body), body[len(code) :], not code.strip()))
        name, equals, value = code.rstrip().partition("=")
        if equals:
            begin = start + len(name) + 1
            quote = value[0] if value[:1] in ("'", '"') else ""
            inner = value.strip(quote) if quote else value
            exported = len(name) - len(name.removeprefix("export "))
            bindings.append(
                Binding(
                    name.removeprefix("export "),
                    Value(inner),
                    source,
                    name_span=(start + exported, start + len(name)),
                    value_span=(begin + len(quote), begin + len(quote) + len(inner)),
                    quote=quote,
                )
            )
        start += len(line)
    return Reading(source, tuple(bindings), remarks=tuple(remarks))


def finding(name: str, of: Reading, variable: str, **changes: object) -> Finding:
    """Return a finding about the last binding of a variable."""
    binding = next(binding for binding in reversed(of.bindings) if binding.name == variable)
    made = Finding(CODES[name], name, f"{variable} is wrong", binding.at, variable=variable, tier="production")
    return made.replace(**changes)
