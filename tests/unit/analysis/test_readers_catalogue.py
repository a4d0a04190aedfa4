"""The divergences of loaders, one by one: found where a loader in use has it, and nowhere else."""

from __future__ import annotations

import pytest

from envlint.analysis.readers import heard
from envlint.core.loader import Loader
from envlint.core.location import Location
from envlint.core.source import Notice, Reading, Source
from envlint.formats import dotenv
from envlint.formats.encoding import decode

AT = Location("envlint.toml", "envlint.toml")


def hear(data: bytes, *names: str) -> Reading:
    text, noticed = decode(data)
    reading = dotenv.read(Source("dotenv", ".env", path=".env", text=text, data=data), noticed)
    return heard(reading.replace(loaders=tuple(Loader(name, "the settings name it", AT) for name in names)))


def told(data: bytes, *names: str) -> list[tuple[str, str, str]]:
    """Return kind, variable and cause of every notice."""
    return [(notice.kind, notice.name, notice.cause) for notice in hear(data, *names).notices]


DISAGREE = "readers-disagree"
LITERAL = "taken-literally"
REFUSED = "refused-by-reader"
SWALLOWED = "swallowed-line"
RUN = "command-substitution"

FOUND = {
    "P001": (b"A=1  \nB=2\n", "compose kubectl", (DISAGREE, "A", "edges")),
    "P002": (b"A= \nB=2\n", "node-22 compose", (SWALLOWED, "A", "empty-before-line")),
    "P002 alone": (b"A= \nB=2\n", "node-22", (SWALLOWED, "A", "empty-before-line")),
    "P003": (b"A=it's\nB=2\n", "python-dotenv uv", (REFUSED, "A", "quote-within")),
    "P004": (b'A="x y"\nB=2\n', "compose docker-run", (DISAGREE, "A", "quotes")),
    "P004 alone": (b'A="x y"\nB=2\n', "docker-run kubectl", (LITERAL, "A", "quotes")),
    "P005": (b"A=1 # c\nB=2\n", "compose systemd", (DISAGREE, "A", "comment")),
    "P005 alone": (b"A=1 # c\nB=2\n", "systemd", (LITERAL, "A", "comment")),
    "P006": (b"A=x#y\nB=2\n", "python-dotenv dotenv-js-18", (DISAGREE, "A", "hash")),
    "P007": (b"A=$2y$10$abcdef\nB=2\n", "php-vlucas-5.6 compose", (DISAGREE, "A", "crypt")),
    "P007 sign": (b"A=5$6\nB=2\n", "node-22 bash", (DISAGREE, "A", "dollar")),
    "P009": (b"X=1\nA='$X'\n", "compose next-env", (DISAGREE, "A", "single-quoted")),
    "P010": (b"X=1\nA=${X}\n", "compose node-22", (DISAGREE, "A", "reference")),
    "P010 alone": (b"X=1\nA=${X}\n", "node-22", (LITERAL, "A", "reference")),
    "P011": (b"A=${X:-d}\nB=2\n", "compose node-22", (DISAGREE, "A", "default")),
    "P012": (b"A=${X}\nX=1\n", "compose", ("undefined-reference", "A", "")),
    "P012 cycle": (b"A=${X}\nX=${A}\n", "compose", ("reference-cycle", "A", "")),
    "P013": (b"X_Y=1\nA=$X_Y\n", "compose rust-dotenvy", (DISAGREE, "A", "unbraced")),
    "P014": (b"A=$(id)\nB=2\n", "compose bash", (RUN, "A", "")),
    "P014 backticks": (b"A=`id`\nB=2\n", "dash", (RUN, "A", "")),
    "P015": (b"A=a b\nB=2\n", "compose bash", (RUN, "A", "blank")),
    "P015 refused": (b"A=a b\nB=2\n", "compose rust-dotenvy", (REFUSED, "A", "blank")),
    "P016": (b"A=a;b\nB=2\n", "compose bash", (RUN, "A", "signs")),
    "P017": (b"A = 1\nB=2\n", "compose podman-5", (DISAGREE, "A", "blanks-around-sign")),
    "P017 behind": (b"A= 1\nB=2\n", "compose docker-run", (DISAGREE, "A", "blanks-around-sign")),
    "P017 run": (b"A= 1\nB=2\n", "compose bash", (RUN, "A", "blanks-around-sign")),
    "P017 before": (b"\tA=1\nB=2\n", "compose node-20", (DISAGREE, "A", "indented")),
    "P018": (b"export A=1\nB=2\n", "compose systemd", (DISAGREE, "A", "export")),
    "P018 alone": (b"export A=1\nB=2\n", "systemd", (LITERAL, "A", "export")),
    "P018 refused": (b"export A=1\nB=2\n", "compose docker-run", (REFUSED, "A", "export")),
    "P019": (b"A: 1\nB=2\n", "compose node-22", (DISAGREE, "A", "colon")),
    "P020": (b"MY-KEY=1\nB=2\n", "compose bash", ("unexportable-name", "MY-KEY", "")),
    "P020 dot": (b"my.key=1\nB=2\n", "compose systemd", ("unexportable-name", "my.key", "")),
    "P021": (b"A\nB=2\n", "compose python-dotenv", ("malformed-line", "A", "")),
    "P022": (b"A=1\nA=2\n", "compose uv", ("duplicate-key", "A", "")),
    "P022 refused": (b"A=1\nA=2\n", "kubectl", ("duplicate-key", "A", "")),
    "P023": (b'A="x\nB=2\n', "node-22 compose", ("unterminated-quote", "A", "")),
    "P023 swallows": (b'A="x\nB=2\n', "systemd compose", (SWALLOWED, "A", "open-quote")),
    "P023 within": (b"A=it's\nB=that's\nC=1\n", "compose bash", (SWALLOWED, "A", "open-quote")),
    "P024": (b'A="x" y\nB=2\n', "compose python-dotenv", ("text-after-quote", "A", "")),
    "P025": (b'A="a\\nb"\nB=2\n', "compose bash", (DISAGREE, "A", "backslash")),
    "P026": (b"A=a\\\nB=2\n", "compose systemd", (SWALLOWED, "A", "backslash-at-end")),
    "P027": (b'A="a\nb"\nB=2\n', "compose podman-5", (REFUSED, "A", "lines")),
    "P027 refused": (b'A="a\nb"\nB=2\n', "compose kubectl", (REFUSED, "A", "lines")),
    "P028": (b"A=1\r\nB=2\r\n", "compose bash", ("line-endings", "A", "values")),
    "P029": (b"\xef\xbb\xbfA=1\nB=2\n", "compose node-22", ("encoding", "A", "values")),
    "P030": (b"A=\xc2\xa0x\nB=2\n", "python-dotenv docker-run", ("invisible-characters", "A", "")),
    "P031": (b"some prose\nB=2\n", "python-dotenv compose", (REFUSED, "", "prose")),
    "P031 run": (b"some prose\nB=2\n", "python-dotenv bash", (RUN, "", "prose")),
    "P032": (b"# c \\\nA=1\nB=2\n", "systemd compose", (SWALLOWED, "A", "comment-above")),
    "P032 name": (b"\t\nB=2\n", "node-20 compose", (SWALLOWED, "B", "prose")),
    "P032 quote": (b'# see x="y\nA="1"\nB=2\n', "php-vlucas-5.6 compose", (SWALLOWED, "A", "comment-quote")),
    "P033": (b"A=" + b"x" * 65536 + b"\nB=2\n", "compose docker-run", (REFUSED, "A", "long-line")),
    "P034": (b"UID=1000\nB=2\n", "compose bash", ("unexportable-name", "UID", "")),
    "P036": (b"A=`x y`\nB=2\n", "compose dotenv-js-18", (DISAGREE, "A", "backticks")),
    "P037": (b'A={"a":1}\nB=2\n', "compose rust-dotenvy", (DISAGREE, "A", "json")),
    "P038": (b"A=\nB=2\n", "compose honcho", (DISAGREE, "A", "empty")),
    "P039": (b"# c\nA=1\n\n# d\nB=2\n", "compose gitlab-report", (REFUSED, "", "comment-line")),
    "P040": (b"A=~/data\nB=2\n", "compose bash", (DISAGREE, "A", "tilde")),
    "U001": (b"A=it's\nB=2\n", "python-dotenv bash-xargs", (REFUSED, "A", "quote-within")),
    "U001 blank": (b'A="x y"\nB=2\n', "compose bash-xargs", (DISAGREE, "A", "cut-at-blank")),
    "U003": (b"A='$(id)'\nB=2\n", "node-22 dotenv-expand-1000", (RUN, "A", "")),
}


@pytest.mark.parametrize("case", FOUND)
def test_a_divergence_is_found_once(case: str) -> None:
    data, names, notice = FOUND[case]
    own = [each for each in told(data, *names.split()) if each[1] == notice[1]]
    assert own == [notice]


@pytest.mark.parametrize("case", FOUND)
def test_every_loader_has_its_part_in_it(case: str) -> None:
    data, names, (kind, name, _) = FOUND[case]
    reading = hear(data, *names.split())
    notice = next(each for each in reading.notices if (each.kind, each.name) == (kind, name))
    if kind in ("undefined-reference", "reference-cycle"):
        assert notice.takes == ()
        return
    assert sorted(loader for take in notice.takes for loader in take.loaders) == sorted(names.split())
    assert names.split()[0] in notice.takes[0].loaders


@pytest.mark.parametrize(
    ("code", "data", "names"),
    [
        ("P001", b"A=1  \nB=2\n", "compose node-22"),
        ("P002", b"A= \nB=2\n", "compose python-dotenv dotenv-js-18"),
        ("P003", b"A=it's\nB=2\n", "compose python-dotenv"),
        ("P004", b'A="x y"\nB=2\n', "compose bash node-22"),
        ("P005", b"A=1 # c\nB=2\n", "compose node-22"),
        ("P006", b"A=x#y\nB=2\n", "compose python-dotenv docker-run"),
        ("P007", b"A=$2y$10$abcdef\nB=2\n", "php-vlucas-5.6 node-22"),
        ("P009", b"X=1\nA='$X'\n", "compose node-22 bash"),
        ("P010", b"X=1\nA=${X}\n", "compose bash dotenv-expand-12"),
        ("P011", b"A=${X:-d}\nB=2\n", "compose bash"),
        ("P012", b"X=1\nA=${X}\n", "compose"),
        ("P013", b"X_Y=1\nA=$X_Y\n", "compose bash"),
        ("P014", b"A=$(id)\nB=2\n", "compose docker-run node-22"),
        ("P015", b"A=a b\nB=2\n", "compose node-22"),
        ("P016", b"A=a;b\nB=2\n", "compose node-22"),
        ("P017", b"A = 1\nB=2\n", "compose node-22"),
        ("P018", b"export A=1\nB=2\n", "compose bash"),
        ("P019", b"A: 1\nB=2\n", "compose dotenv-js-18"),
        ("P020", b"MY-KEY=1\nB=2\n", "compose docker-run"),
        ("P021", b"A\nB=2\n", "compose docker-run"),
        ("P025", b'A="a\\nb"\nB=2\n', "compose node-22"),
        ("P026", b"A=a\\\nB=2\n", "compose node-22"),
        ("P026 quoted", b'A="C:\\dir\\"\nB=2\n', "node-22 dotenv-js-18"),
        ("P026 options", b"A=-a \\\n  --name=x\nB=2\n", "systemd"),
        ("P027", b'A="a\nb"\nB=2\n', "compose bash node-22"),
        ("P028", b"A=1\r\nB=2\r\n", "compose node-22"),
        ("P030", b"A=x\nB=2\n", "python-dotenv docker-run"),
        ("P032", b"# c \\\nA=1\nB=2\n", "compose node-22"),
        ("P033", b"A=" + b"x" * 65536 + b"\nB=2\n", "compose node-22"),
        ("P034", b"UID=1000\nB=2\n", "compose node-22"),
        ("P036", b"A=`x y`\nB=2\n", "node-22 dotenv-js-18"),
        ("P037", b'A={"a":1}\nB=2\n', "compose node-22"),
        ("P038", b"A=\nB=2\n", "compose node-22"),
        ("P039", b"# c\nA=1\n\n# d\nB=2\n", "compose docker-run"),
        ("P040", b"A=~/data\nB=2\n", "compose node-22"),
        ("U001", b"A=1\nB=2\n", "bash-xargs compose"),
        ("U003", b"A='$(id)'\nB=2\n", "node-22 dotenv-expand-12"),
    ],
)
def test_nothing_is_said_of_loaders_that_are_not_in_use(code: str, data: bytes, names: str) -> None:
    assert told(data, *names.split()) == [], code


@pytest.mark.parametrize(
    ("data", "names", "kind"),
    [
        (b"some prose\nB=2\n", "node-22 python-dotenv", "malformed-line"),
        (b"A: 1\nB=2\n", "node-22 python-dotenv", "malformed-line"),
        (b'A="x\nB=2\n', "python-dotenv", "unterminated-quote"),
        (b'A="x" y\nB=2\n', "node-22", "text-after-quote"),
        (b"A=1\nA=2\n", "node-22", "duplicate-key"),
        (b"\xef\xbb\xbfA=1\nB=2\n", "compose", "encoding"),
        (b"A=1\n<<<<<<< ours\nB=2\n=======\nB=3\n>>>>>>> theirs\n", "node-22", "conflict-marker"),
        (b"LD_PRELOAD=/x.so\nB=\n", "compose", "dangerous-name"),
        (b"ab=1\nAB=\n", "compose", "names-differ-in-case-only"),
    ],
)
def test_what_all_loaders_treat_alike_gives_the_notice_of_old(data: bytes, names: str, kind: str) -> None:
    assert kind in [notice.kind for notice in hear(data, *names.split()).notices]
    assert not {DISAGREE, LITERAL, SWALLOWED} & {notice.kind for notice in hear(data, *names.split()).notices}


def test_a_reference_to_what_the_host_sets_is_no_fault() -> None:
    assert told(b"A=${HOME}/x\nB=${PATH}\n", "compose") == []


def test_python_dotenvs_references_are_left_to_those_who_see_all_files() -> None:
    assert told(b"A=${NOPE}\nB=\n", "python-dotenv") == []


def test_a_text_that_is_no_utf_8_at_all_is_left_as_it_is() -> None:
    data = "A=1\n".encode("utf-16")
    reading = hear(data, "compose")
    assert [notice.kind for notice in reading.notices] == ["encoding"]
    assert [binding.name for binding in reading.bindings] == ["A"]


def test_a_refusal_of_bytes_is_the_encodings_fault() -> None:
    (notice,) = hear(b"A=\xff\nB=2\n", "python-dotenv", "compose").notices
    assert notice.kind == "encoding"
    assert [take.how for take in notice.takes] == ["refused", "value"]


def notice_of(data: bytes, name: str, *names: str) -> Notice:
    return next(notice for notice in hear(data, *names).notices if notice.name == name)


def test_loaders_that_agree_stand_together_the_judged_ones_first() -> None:
    notice = notice_of(b"A=x#y\n", "A", "node-22", "compose", "dotenv-js-18", "docker-run")
    assert [take.loaders for take in notice.takes] == [("dotenv-js-18", "node-22"), ("compose", "docker-run")]
    assert [take.value.raw for take in notice.takes if take.value] == ["x", "x#y"]
