"""What a reader of ``.env`` files notices and python-dotenv never tells."""

from __future__ import annotations

import pytest

from envlint.core.source import Notice, Reading, Source
from envlint.formats import dotenv


def read(text: str) -> Reading:
    return dotenv.read(Source("dotenv", ".env", path=".env", text=text))


def said(text: str) -> list[tuple[str, str, str]]:
    """Kind, marked text and detail of each notice."""
    return [(notice.kind, text[notice.start : notice.end], notice.detail) for notice in read(text).notices]


def values(text: str) -> dict[str, str]:
    return {binding.name: binding.value.raw for binding in read(text).bindings}


def only(text: str) -> Notice:
    (notice,) = read(text).notices
    return notice


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "# A=1 $(x) `y`\n",
        "A=1\nB='x'\nC=\"y\" # c\nA_2=\n",
        "http_proxy=x\nHTTP_PROXY=x\n",
        "Spring.key=1\n",
        "ENV=production\n",
        "A=é # ü\n",
    ],
)
def test_nothing_is_noticed_in_usual_text(text: str) -> None:
    assert read(text).notices == ()


@pytest.mark.parametrize(
    ("line", "marked", "detail"),
    [
        ("HOST_VAR", "HOST_VAR", "this line has no equals sign"),
        ("  export HOST_VAR  # c", "export HOST_VAR  # c", "this line has no equals sign"),
        ("A: 1", "A: 1", "this line has a colon where the equals sign belongs"),
        ("A:1", "A:1", "this line has a colon where the equals sign belongs"),
        ("=1", "=1", "there is no name before the equals sign"),
        ("export  ", "export", "there is no name after export"),
        ("''=1", "''=1", "a quoted name is empty or does not end"),
        ("'A=1", "'A=1", "a quoted name is empty or does not end"),
        ("MY KEY=1", "MY KEY=1", "there is a blank before the end of the name"),
        ("some prose", "some prose", "this line is no assignment"),
    ],
)
def test_a_line_that_python_dotenv_drops(line: str, marked: str, detail: str) -> None:
    text = f"X=1\n{line}\nZ=2\n"
    assert said(text) == [("malformed-line", marked, detail)]
    assert values(text) == {"X": "1", "Z": "2"}


def test_a_malformed_line_may_not_be_printed() -> None:
    reading = read("A=1\nMIIEowIBAAKCAQEA\nB=2\n")
    (stretch,) = reading.opaque
    assert reading.source.text[slice(*stretch)] == "MIIEowIBAAKCAQEA\n"


def test_a_bare_name_hides_what_was_set_above_it() -> None:
    assert values("A=1\nA\n") == {}
    assert values("A=1\nA\nA=2\n") == {"A": "2"}


def test_a_repeated_name_is_held_to_the_first_place() -> None:
    notices = read("A=1\nA=1\nA=2\n").notices
    assert [(n.kind, n.name, n.start, n.detail) for n in notices] == [
        ("duplicate-key", "A", 4, "same value"),
        ("duplicate-key", "A", 8, "other value"),
    ]
    assert all(notice.related == (("first set here", 0, 1),) for notice in notices)
    assert values("A=1\nA=1\nA=2\n") == {"A": "2"}


def test_an_unterminated_quote_hides_nothing_but_makes_all_that_follows_unprintable() -> None:
    text = 'X=1\nA="oops\nB=2\n'
    reading = read(text)
    assert said(text) == [("unterminated-quote", '"oops', "double quote")]
    assert reading.notices[0].name == "A"
    assert values(text) == {"X": "1", "B": "2"}
    assert reading.opaque == ((text.index("oops"), len(text)),)


def test_a_quote_that_the_next_value_closes_is_unterminated_too() -> None:
    text = "A='oops\nB='x'\nC=1\n"
    notice = only(text)
    assert (notice.kind, notice.name, notice.detail) == ("unterminated-quote", "A", "single quote")
    assert [text[start:end] for _, start, end in notice.related] == ["'"]
    assert notice.related[0][1] == text.index("B=") + 2
    assert values(text) == {"C": "1"}


def test_text_after_a_quote_is_marked_and_the_line_is_lost() -> None:
    text = 'A="x" y # c\nB=1\n'
    notice = only(text)
    assert (notice.kind, notice.name, text[notice.start : notice.end]) == ("text-after-quote", "A", "y # c")
    assert notice.related == (("the quote opens here", 2, 3),)
    assert values(text) == {"B": "1"}


@pytest.mark.parametrize(
    ("line", "marked", "detail"),
    [
        ("A=x$(id)y", "$(id)", "$(...)"),
        ('A="$(id"', "$(id", "$(...)"),
        ("A=`id`", "`id`", "backticks"),
        ('A="`id` `x`"', "`id`", "backticks"),
    ],
)
def test_commands_in_values(line: str, marked: str, detail: str) -> None:
    assert said(line) == [("command-substitution", marked, detail)]


@pytest.mark.parametrize("line", ["A='$(id) `id`'", 'A="\\$(id)"', "A=it`s", 'A="\\`id\\`"', "# $(id) `id`\nA=1"])
def test_no_command_in_single_quotes_behind_a_backslash_or_in_a_comment(line: str) -> None:
    assert read(line).notices == ()


@pytest.mark.parametrize(
    ("name", "detail"),
    [
        ("MY-KEY", "a hyphen"),
        ("2FA", "a digit at its start"),
        ("É", "a character outside ASCII"),
        ("A:B", "a character that is no letter, digit or _"),
        ("'A B'", "a blank"),
    ],
)
def test_names_that_no_shell_exports(name: str, detail: str) -> None:
    assert said(f"{name}=1") == [("unexportable-name", name.strip("'"), detail)]


def test_names_that_differ_in_case_only() -> None:
    notice = only("Path=1\nB=2\nPATH=3\nPATH_X=1")
    assert (notice.kind, notice.name, notice.related) == (
        "names-differ-in-case-only",
        "PATH",
        (("the other one", 0, 4),),
    )


@pytest.mark.parametrize(
    "line", ["LD_PRELOAD=x", "DYLD_INSERT_LIBRARIES=x", "BASH_ENV=x", "NODE_OPTIONS=", "ENV=/tmp/x"]
)
def test_dangerous_names(line: str) -> None:
    notice = only(line)
    assert (notice.kind, notice.name) == ("dangerous-name", line.partition("=")[0])
    assert notice.detail


@pytest.mark.parametrize(
    ("text", "start", "detail"),
    [
        ("A=1\r\nB=2\r\n", 3, "lines end in CRLF: shells keep the carriage return in the value"),
        ("A=1\nB=2\r\n", 7, "some lines end in CRLF, others in LF"),
        ("A=1\rB=2\r", 3, "a lone carriage return ends a line"),
    ],
)
def test_line_ends(text: str, start: int, detail: str) -> None:
    notice = only(text)
    assert (notice.kind, notice.start, notice.detail) == ("line-endings", start, detail)
    assert values(text) == {"A": "1", "B": "2"}


def test_a_conflict_is_noticed_once_with_all_its_markers() -> None:
    text = "X=0\n<<<<<<< HEAD\nA=1\n||||||| base\nA=0\n=======\nA=2\n>>>>>>> feature/a=b\n"
    notices = [notice for notice in read(text).notices if notice.kind != "duplicate-key"]
    assert [notice.kind for notice in notices] == ["conflict-marker"]
    assert text[notices[0].start : notices[0].end] == "<<<<<<< HEAD"
    assert [text[start : start + 7] for _, start, _ in notices[0].related] == ["|||||||", "=======", ">>>>>>>"]


def test_a_row_of_equals_signs_is_no_conflict() -> None:
    assert [notice.kind for notice in read("=======\nA=1\n").notices] == ["malformed-line"]
    assert [notice.kind for notice in read("A=1\n>>>>>>> x\n").notices] == ["conflict-marker"]


@pytest.mark.parametrize(
    ("text", "start", "named"),
    [
        ("A\u200b=1", 1, "zero-width space (U+200B)"),
        ("A\xa0=1", 1, "no-break space (U+00A0)"),
        ("A=\xa01", 2, "no-break space (U+00A0)"),
        ("A=1\xa0", 3, "no-break space (U+00A0)"),
        ("\u2060A=1", 0, "word joiner (U+2060)"),
    ],
)
def test_invisible_characters_beside_tokens(text: str, start: int, named: str) -> None:
    found = [notice for notice in read(text).notices if notice.kind == "invisible-characters"]
    assert [(notice.start, named in notice.detail) for notice in found] == [(start, True)]


def test_invisible_characters_inside_a_value_are_the_value_checks_matter() -> None:
    assert read("A=a\u200bb # \xa0\n").notices == ()
    assert [n.kind for n in read("A=1\r\nB=2\r\n").notices] == ["line-endings"]


@pytest.mark.parametrize(
    ("text", "comment", "alone"),
    [
        ("# envlint: ignore[ENV302]\nA=1\n", "# envlint: ignore[ENV302]", True),
        ("A=1 # envlint: ignore[ENV302] why\r\n", "# envlint: ignore[ENV302] why", False),
        ("A='x#y' # envlint: ignore[ENV302]", "# envlint: ignore[ENV302]", False),
        ('A="x" y # envlint: ignore[ENV304]\n', "# envlint: ignore[ENV304]", False),
        ("prose here # envlint: ignore[ENV301]\n", "# envlint: ignore[ENV301]", False),
    ],
)
def test_remarks(text: str, comment: str, alone: bool) -> None:
    (remark,) = read(text).remarks
    assert (remark.text, remark.alone) == (comment, alone)
    assert text[remark.start : remark.end] == comment


@pytest.mark.parametrize(
    "text", ['A="# envlint: ignore[ENV3]"', "A=x#envlint: ignore", "# other", 'A="x # envlint: ignore', "A=1"]
)
def test_no_remark_in_values(text: str) -> None:
    assert read(text).remarks == ()


def test_pem_blocks_are_opaque_wherever_they_stand() -> None:
    block = "-----BEGIN X-----\nMIIE=\n-----END X-----"
    for text in (f'A="{block}"\nB=1\n', f"A={block}\nB=1\n"):
        reading = read(text)
        inside = text.index("MIIE")
        assert any(start <= inside < end for start, end in reading.opaque)
        assert not any(start <= text.index("B=1") < end for start, end in reading.opaque)


def test_a_pem_block_without_its_end_hides_all_that_follows() -> None:
    assert read("A=-----BEGIN X-----\nMIIE=\nB=1\n").opaque == ((2, 30),)


@pytest.mark.parametrize(
    "text",
    [
        "A=" + "x" * 5_000_000,
        "A=" + '"' * 200_000,
        "'" * 200_000,
        'A="' + "\\" * 1_000_001 + '"',
        'A="' + '\\"' * 1_000_000,
        'A="\\"\n' * 20_000,
        "\r" * 1_000_000,
        " " * 1_000_000 + "A",
        "A=1\n" * 20_000,
        "A=" + "`" * 1_000_000,
        "-----BEGIN" * 50_000,
        "<<<<<<< x\n" * 20_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_texts_end_soon(text: str) -> None:
    # Anything worse than linear would take minutes here; there is no clock to make it a matter of luck.
    assert read(text).source.text == text
