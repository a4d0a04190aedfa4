"""The fast parser and the full one read the same words alike."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from envlint.cli import app, fast
from envlint.cli.hot import HOT
from envlint.core.errors import UsageError

FLAGS = sorted({flag for command in HOT for option in command.options for flag in option.flags})
CHOICES = sorted({word for command in HOT for option in command.options for word in option.choices})

plain = st.sampled_from(["production", ".env", "dotenv:.env", "a=b", "ENV1,ENV2", "json:x", "-", "--", "", "ä", " "])
text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)
value = plain | text | st.sampled_from(CHOICES)
flag = st.sampled_from([*FLAGS, "-h", "--help", "-vq", "--form", "--no-color", "--version"])
word = value | flag | st.builds(lambda name, given: f"{name}={given}", flag, value)
command_line = st.builds(lambda name, words: [name.name, *words], st.sampled_from(HOT), st.lists(word, max_size=6))


def outcome(parse, words):
    try:
        return parse(words)
    except UsageError as error:
        return str(error)


@settings(max_examples=400, deadline=None)
@given(command_line)
@example(["check", "--env", "prod", ".env", "--format", "json", "--format=sarif:out", "-q", "-q", "--no-baseline"])
@example(["run", "--env=prod", "--", "program", "--env", "dev"])
@example(["check", "--env", "", "--env", "dev"])
@example(["check", "--no-baseline=yes"])
@example(["check", "-o=x"])
@example(["resolve", "--reveal", "--format", "shell:x"])
def test_where_the_fast_parser_answers_the_full_one_agrees(words):
    quick = outcome(fast.parse, words)
    if quick is not None:
        assert outcome(app.parse, words) == quick


def test_the_fast_parser_takes_what_pipelines_write():
    for words in (
        ["check", "--env", "production"],
        ["check", "--env=production", "--format", "github", "--format", "sarif:x.sarif", "a.env", "process:"],
        ["run", "--env", "production", "--", "server", "--port", "80"],
        ["status", "--format", "json"],
        ["resolve", "--format", "shell", "--reveal"],
    ):
        assert fast.parse(words) == app.parse(words), words
