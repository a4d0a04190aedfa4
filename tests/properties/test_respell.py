"""Laws of spelling a file anew: under no loader in use does a value change but those that were meant to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import example, given, settings
from hypothesis import strategies as st

from envlint.analysis.respell import respelled
from envlint.analysis.respell.chunks import cut
from envlint.commands.veiled import Veil
from envlint.formats.dialects import COMMAND, dialects
from envlint.formats.portable import ALL, level

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from envlint.formats.dialects import Dialect, Reading

KNOWN = dialects()
NAMES = ("A", "B", "C_D", "lower")
names = st.sampled_from(NAMES)
inner = st.text("ab1 #$\\'\"`;{}()=:~\té", max_size=7) | st.sampled_from(
    [
        "$A",
        "${B}",
        "${NOPE}",
        "$NOPE",
        "${A:-d}",
        "$(x)",
        "a\\nb",
        "$2y$10$abc",
        "x y",
        "a#b",
        "it's",
        '{"a":1}',
        "\\$A",
    ]
)
values = st.one_of(
    st.sampled_from(["", "1", "true", "https://a.example/?q=1"]),
    inner,
    st.tuples(st.sampled_from(['"', "'", "`"]), inner, st.sampled_from(["", "\nz", "\nB=3"])).map(
        lambda parts: f"{parts[0]}{parts[1]}{parts[2]}{parts[0]}"
    ),
    st.tuples(st.sampled_from(['"', "'", "`"]), inner).map("".join),
)
assignments = st.tuples(
    st.sampled_from(["", "", "", " ", "export ", "\ufeff"]),
    names,
    st.sampled_from(["=", "=", "=", " = ", "= ", ": "]),
    values,
    st.sampled_from(["", "", "", " ", " # c", "#c", " x"]),
).map("".join)
others = st.sampled_from(["", "  ", "# c", "# A=1", "A", "some prose", "; x", "=1", "# c\\"])
files = st.tuples(
    st.sampled_from(["", "", "", "", "\ufeff"]),
    st.sampled_from(["\n", "\n", "\n", "\r\n"]),
    st.lists(assignments | assignments | assignments | others, max_size=5),
    st.booleans(),
).map(lambda parts: parts[0] + parts[1].join(parts[2]) + parts[1] * parts[3])
texts = files | st.text("A=B\"'# \n\r\\$x{}", max_size=20)
in_use = st.lists(st.sampled_from(sorted(KNOWN)), min_size=1, max_size=5, unique=True)


def chosen(words: Sequence[str]) -> list[Dialect]:
    return [KNOWN[word] for word in words]


def hosts(text: str, dialects: Sequence[Dialect]) -> tuple[dict[str, str], ...]:
    """Return an empty environment of the host, and one that has all that the file refers to and does not set."""
    own = {name for dialect in dialects for name in read(dialect, text, {})}
    referred = {"HOME", *re.findall(r"\$\{?([A-Za-z_]\w*)", text)}
    return {}, dict.fromkeys(sorted(referred - own), "from the host")


def reading(dialect: Dialect, text: str, host: Mapping[str, str]) -> Reading:
    return dialect.read(text.encode(), host)


def read(dialect: Dialect, text: str, host: Mapping[str, str]) -> dict[str, object]:
    """Return what a loader sets; what it would run a program for is no text."""
    found = reading(dialect, text, host).assignments
    return {each.name: 0 if COMMAND in each.depends else each.value for each in found}


@settings(max_examples=150, deadline=None)
@given(texts, in_use)
@example("A= \nB=2\n", ["node-22", "python-dotenv"])
@example("A='it''s\nB=2\nlower=don't\n", ["bash", "python-dotenv"])
@example('C_D="x y"\nexport A=1\n', ["compose", "docker-run", "bash"])
@example("A=1\n\ufeffB={{.X}}\n", ["python-dotenv", "node-22"])
@example("A=1\nexport \ufeffB=1\n", ["c12-nuxt", "kustomize"])
def test_no_value_changes_under_any_loader_but_those_of_what_was_spelled_anew(text: str, words: list[str]) -> None:
    loaders = chosen(words)
    found = respelled(text.encode(), loaders)
    new, done = found.data.decode(), {each.name for each in found.done}
    for host in hosts(text, loaders):
        counts = read(loaders[0], new, host)
        for loader in loaders:
            before, after = read(loader, text, host), read(loader, new, host)
            assert reading(loader, new, host).ok or not reading(loader, text, host).ok
            for name in before.keys() & after.keys():
                assert before[name] == after[name] or (name in done and after[name] == counts[name])
            for name in before.keys() - after.keys():
                lost_mark = name.startswith("\ufeff") and text.startswith(name) and name not in done
                assert lost_mark or ("\ufeff" not in name and name not in read(loaders[0], text, host))


@settings(max_examples=120, deadline=None)
@given(texts, in_use)
def test_the_first_loader_reads_what_it_read(text: str, words: list[str]) -> None:
    """But for the line that it swallowed or refused, and carriage returns, which nobody means."""
    loaders = chosen(words)
    new = respelled(text.encode(), loaders).data.decode()
    for host in hosts(text, loaders):
        before, after = read(loaders[0], text, host), read(loaders[0], new, host)
        swallows = any(not read(other, text, host).keys() <= before.keys() for other in loaders)
        if not swallows and not reading(loaders[0], text, host).problems:
            assert {name.lstrip("\ufeff"): str(value).rstrip("\r") for name, value in before.items()} == {
                name.lstrip("\ufeff"): str(value).rstrip("\r") for name, value in after.items()
            }


@settings(max_examples=120, deadline=None)
@given(texts, in_use)
def test_a_second_time_nothing_changes(text: str, words: list[str]) -> None:
    found = respelled(text.encode(), chosen(words))
    assert respelled(found.data, chosen(words)).data == found.data


@settings(max_examples=120, deadline=None)
@given(texts, in_use)
def test_what_is_spelled_anew_is_read_alike_where_the_loader_takes_it(text: str, words: list[str]) -> None:
    loaders = chosen(words)
    found = respelled(text.encode(), loaders)
    new = found.data.decode()
    for host in hosts(text, loaders):
        for each in filter(lambda each: each.name, found.done):
            readings = [read(loader, new, host) for loader in loaders]
            assert len({repr(one[each.name]) for one in readings if each.name in one}) <= 1


@settings(deadline=None)
@given(st.binary(max_size=60), in_use)
def test_any_bytes_are_spelled_or_left(data: bytes, words: list[str]) -> None:
    found = respelled(data, chosen(words))
    assert all(1 <= line.line <= data.count(b"\n") + 1 for line in (*found.done, *found.left))
    try:
        data.decode()
    except UnicodeDecodeError:
        assert [byte for byte in found.data if byte > 0x7F] == [byte for byte in data if byte > 0x7F]


@settings(deadline=None)
@given(st.lists(st.tuples(names, st.text("ab1_./", min_size=1)), min_size=1, max_size=5), in_use)
def test_a_file_that_all_loaders_read_alike_is_never_touched(lines: list[tuple[str, str]], words: list[str]) -> None:
    data = "".join(f"{name}={value}\n" for name, value in dict(lines).items()).encode()
    assert level(data) == ALL
    assert respelled(data, chosen(words)).data == data


@given(texts)
def test_chunks_are_the_text(text: str) -> None:
    chunks = cut(text)
    assert "".join(chunk.text for chunk in chunks) == text
    assert [chunk.first for chunk in chunks] == [1, *(chunk.last + 1 for chunk in chunks)][: len(chunks)]
    assert all(chunk.ending for chunk in chunks[:-1])


@given(files, files)
def test_a_diff_of_a_file_in_use_shows_no_value(old: str, new: str) -> None:
    secret = "Zq7Xc2"
    shown = "\n".join(Veil(".env", old.replace("a", secret), new.replace("1", secret), live=True).diff())
    assert secret not in shown
