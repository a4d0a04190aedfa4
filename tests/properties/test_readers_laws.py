"""Laws of judging a file by the loaders in use: whatever its bytes, whoever they are."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from envlint import checks
from envlint.analysis.readers import heard
from envlint.checks.subjects import Gate, TextSubject, View
from envlint.checks.text import CODES
from envlint.core.environment import Environment
from envlint.core.loader import Loader
from envlint.core.location import Location
from envlint.core.rule import Plan
from envlint.core.source import Reading, Source
from envlint.core.tier import BUILT_IN
from envlint.formats import dotenv
from envlint.formats.dialects import dialects
from envlint.formats.encoding import decode
from envlint.formats.portable import COMMENTED, level

NAMES = sorted(dialects())
PIECES = (
    b"A=", b"B=", b"A", b"_C9", b"export ", b"=", b": ", b" ", b"\t", b"\n", b"\r\n", b"\r", b'"', b"'", b"`", b"\\",
    b"#", b" # c", b"$", b"${A}", b"${B:-", b"}", b"$A", b"$(id)", b"x", b"1", b"MY-KEY=", b"my.key=", b"UID=", b"~/",
    b"\xff", b"\xc3\xa9", b"\xef\xbb\xbf", b"\0", b"{", b"[", b";", b"&", b"<", b"\xe2\x80\xa8", b"\xc2\xa0",
)  # fmt: skip
FILES = st.lists(st.sampled_from(PIECES), max_size=24).map(b"".join) | st.binary(max_size=40)
PORTABLE = st.dictionaries(
    st.from_regex(r"[B-Z][A-Z]{1,5}_X", fullmatch=True),
    st.from_regex(r"[a-z0-9_./@%+,-]{1,8}", fullmatch=True),
    min_size=1,
    max_size=5,
)
AT = Location("envlint.toml", "envlint.toml")


def hear(data: bytes, *names: str) -> Reading:
    """Return the reading of a file by some loaders."""
    text, noticed = decode(data)
    reading = dotenv.read(Source("dotenv", ".env", path=".env", text=text, data=data), noticed)
    return heard(reading.replace(loaders=tuple(Loader(name, "the settings name it", AT) for name in names)))


def said(reading: Reading) -> list[str]:
    """Return every message about a reading; each notice is explained by its check."""
    tier = BUILT_IN[0]
    view = View(Plan(tier), Environment((reading,)))
    found = []
    for kind in {notice.kind for notice in reading.notices}:
        notices = tuple(notice for notice in reading.notices if notice.kind == kind)
        subject = TextSubject(reading, notices, view, Gate(tier))
        found += [breach.message for breach in checks.load("text", kind).judge(subject)]
    return found


@settings(max_examples=400, deadline=None)
@given(FILES, st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True))
def test_any_bytes_give_a_reading_with_its_places_in_the_text(data: bytes, names: list[str]) -> None:
    reading = hear(data, *names)
    size = len(reading.source.text)
    for binding in reading.bindings:
        for start, end in ((binding.name_start, binding.name_end), (binding.value_start, binding.value_end)):
            assert -1 <= start <= end <= size
    for notice in reading.notices:
        assert notice.kind in CODES
        assert -1 <= notice.start <= notice.end <= size
        for _, start, end in notice.related:
            assert 0 <= start <= end <= size
        for take in notice.takes:
            assert set(take.loaders) <= set(names)
    assert all(said(reading)) or not reading.notices


@settings(max_examples=150, deadline=None)
@given(PORTABLE, st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
def test_what_all_loaders_read_alike_gives_no_notice(values: dict[str, str], names: list[str]) -> None:
    data = "".join(f"{name}={value}\n" for name, value in values.items()).encode()
    assert level(data) <= COMMENTED
    reading = hear(data, *names)
    assert reading.notices == ()
    assert {binding.name: binding.value.raw for binding in reading.bindings} == values


@settings(max_examples=200, deadline=None)
@given(FILES, st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True))
def test_a_line_has_one_notice_of_loaders_at_most_for_a_name(data: bytes, names: list[str]) -> None:
    kinds = ("readers-disagree", "swallowed-line", "refused-by-reader", "taken-literally", "command-substitution")
    reading = hear(data, *names)
    notices = [notice for notice in reading.notices if notice.kind in kinds and notice.name]
    found = [(notice.name, reading.source.at(notice.start, notice.end).line) for notice in notices]
    assert len(found) == len(set(found))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(NAMES), st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True), st.data())
def test_no_message_holds_a_value(first: str, others: list[str], data: st.DataObject) -> None:
    secret = b"hunter2xyz"
    on_a_line = [piece for piece in PIECES if len(piece.decode("latin-1").splitlines()) < 2 and not piece.isspace()]
    pieces = data.draw(st.lists(st.sampled_from((*on_a_line, b" ", secret, secret)), max_size=16))
    content = b"PASSWORD=" + b"".join(pieces) + b"\n"
    reading = hear(content, *dict.fromkeys((first, *others)))
    assert not any(secret.decode() in message for message in said(reading))
