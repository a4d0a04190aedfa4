"""What the judged loader sets, with its places; what stands under a fault is taken as if it were mended."""

from __future__ import annotations

import pytest

from envlint.analysis.readers import heard
from envlint.core.loader import Loader
from envlint.core.location import Location
from envlint.core.source import Reading, Source
from envlint.formats import dotenv
from envlint.formats.encoding import decode

AT = Location("envlint.toml", "envlint.toml")


def hear(data: bytes, *names: str) -> Reading:
    text, noticed = decode(data)
    reading = dotenv.read(Source("dotenv", ".env", path=".env", text=text, data=data), noticed)
    return heard(reading.replace(loaders=tuple(Loader(name, "the settings name it", AT) for name in names)))


def values(data: bytes, *names: str) -> dict[str, str]:
    return {binding.name: binding.value.raw for binding in hear(data, *names).bindings}


@pytest.mark.parametrize(
    ("loader", "expected"),
    [
        ("docker-run", {"X": "1", "A": '"x y"', "B": "1 # c", "C": "${X}", "D": "a#b"}),
        ("compose", {"X": "1", "A": "x y", "B": "1", "C": "1", "D": "a#b"}),
        ("node-22", {"X": "1", "A": "x y", "B": "1", "C": "${X}", "D": "a"}),
        ("systemd", {"X": "1", "A": "x y", "B": "1 # c", "C": "${X}", "D": "a#b"}),
    ],
)
def test_the_first_loader_is_the_one_whose_values_are_judged(loader: str, expected: dict[str, str]) -> None:
    data = b'X=1\nA="x y"\nB=1 # c\nC=${X}\nD=a#b\n'
    assert values(data, loader, "python-dotenv") == expected


def test_places_are_those_of_the_text() -> None:
    data = b'\xef\xbb\xbf# \xc3\xa9\r\nexport A="x y"\r\nB=\xc3\xbc z # c\r\n'
    reading = hear(data, "compose", "dotenv-js-18")
    text = reading.source.text
    assert [
        (text[each.name_start : each.name_end], text[each.value_start : each.value_end]) for each in reading.bindings
    ] == [
        ("A", "x y"),
        ("B", "ü z"),
    ]
    assert [each.quote for each in reading.bindings] == ['"', ""]


def test_places_of_bytes_that_are_no_utf_8_are_those_of_the_text_read_byte_by_byte() -> None:
    reading = hear(b"A=\xc3\xa9\xff\nB=two words\n", "systemd")
    text = reading.source.text
    assert [text[each.name_start : each.name_end] for each in reading.bindings] == ["A", "B"]
    assert text[reading.bindings[1].value_start : reading.bindings[1].value_end] == "two words"


def test_an_expanded_value_keeps_how_it_is_written() -> None:
    (_, binding) = hear(b"X=1\nA=${X}2\n", "compose").bindings
    assert (binding.value.raw, binding.written.raw) == ("12", "${X}2")


def test_what_a_command_gives_cannot_be_seen() -> None:
    binding, other = hear(b"A=$(hostname)\nB=2\n", "bash").bindings
    assert binding.unseen == "a command gives it when bash reads the file"
    assert binding.value.raw == ""
    assert not other.unseen


def test_a_path_below_the_home_of_a_shell_cannot_be_seen() -> None:
    binding, other = hear(b"A=~/data\nB=\n", "bash").bindings
    assert binding.unseen == "the host gives it when bash reads the file"
    assert not other.unseen
    assert values(b"A=~/data\nB=\n", "compose") == {"A": "~/data", "B": ""}


def test_a_name_without_a_value_may_come_from_the_host() -> None:
    (part,) = hear(b"A\nB=\n", "docker-run").unseen
    assert (part.reason, part.name) == ("docker-run passes on what the host sets", "A")
    assert hear(b"A\nB=\n", "node-22").unseen == ()


@pytest.mark.parametrize(
    ("data", "loader", "expected"),
    [
        (b"A= \nB=2\n", "node-22", {"A": "", "B": "2"}),
        (b"A=1\nB=it's\nC=3\n", "uv", {"A": "1", "B": "it's", "C": "3"}),
        (b"A=1\nB=it's\nC=3\n", "rust-dotenvy", {"A": "1", "B": "it's", "C": "3"}),
        (b"export A=1\nB=2\n", "docker-run", {"A": "1", "B": "2"}),
        (b"A=1\r\nB=2 3\r\n", "bash", {"A": "1", "B": "2 3"}),
        (b"\xef\xbb\xbfA=1\nB=\n", "node-22", {"A": "1", "B": ""}),
        (b"# c\n\nA=1\n", "gitlab-report", {"A": "1"}),
        (b'A="x\nB="y"\nC=3\n', "systemd", {"B": "y", "C": "3"}),
    ],
)
def test_a_fault_that_is_told_does_not_spoil_the_rest(data: bytes, loader: str, expected: dict[str, str]) -> None:
    assert values(data, loader) == expected


def test_the_lines_of_a_value_are_no_names() -> None:
    data = b'KEY="one\nHUNTER2=\nthree"\nB=2\n'
    assert values(data, "podman-5") == {"KEY": '"one', "B": "2"}


def test_of_two_lines_the_one_that_wins_stands_last() -> None:
    bindings = [(each.name, each.value.raw) for each in hear(b"A=1\nA=2\n", "uv", "compose").bindings]
    assert bindings == [("A", "2"), ("A", "1")]
    bindings = [(each.name, each.value.raw) for each in hear(b"A=1\nA=2\n", "compose", "uv").bindings]
    assert bindings == [("A", "1"), ("A", "2")]


def test_a_loader_that_stumbles_too_often_leaves_the_rest_as_it_looks() -> None:
    data = b"".join(b"V%d=it's %d\n" % (number, number) for number in range(40))
    reading = hear(data, "uv", "compose")
    assert len(values(data, "uv", "compose")) == 40
    assert {notice.kind for notice in reading.notices} == {"refused-by-reader"}
    assert len(reading.notices) < 20


def test_remarks_and_what_may_not_be_shown_stay() -> None:
    data = b'# envlint: ignore[ENV301]\nKEY="-----BEGIN PRIVATE KEY-----\nAAAA=\n-----END PRIVATE KEY-----"\nB=\n'
    reading = hear(data, "compose", "docker-run")
    assert [remark.text for remark in reading.remarks] == ["# envlint: ignore[ENV301]"]
    start, end = reading.opaque[0]
    assert "AAAA" in reading.source.text[start:end]


def test_a_large_file_of_differences_is_heard() -> None:
    data = b"".join(b'V%d="x %d" # c\n' % (number, number) for number in range(3000))
    reading = hear(data, "compose", "docker-run", "node-22")
    assert len(reading.notices) == len(reading.bindings) == 3000


def test_without_a_loader_that_is_known_nothing_changes() -> None:
    text = "A= \nB=2\n"
    reading = dotenv.read(Source("dotenv", ".env", path=".env", text=text, data=text.encode()))
    assert heard(reading) == reading


def test_references_see_what_earlier_files_set() -> None:
    text = "URL=${BASE}/${PORT}\nPORT=2\nHIGH=$PORT\n"
    reading = dotenv.read(Source("dotenv", ".env.local", path=".env.local", text=text, data=text.encode()))
    reading = reading.replace(loaders=(Loader("next-env", "next is a dependency", AT),))
    found = heard(reading, {"BASE": "http://a.test", "PORT": "1"})
    assert {each.name: (each.value.raw, each.unseen) for each in found.bindings} == {
        "URL": ("http://a.test/2", ""),
        "PORT": ("2", ""),
        "HIGH": ("2", ""),
    }
    assert found.notices == ()
    assert [notice.detail for notice in heard(reading).notices] == ["BASE"]


def test_what_earlier_files_set_does_not_take_the_place_of_this_one() -> None:
    text = "PORT=2\nNAME=two words\n"
    for loader in ("node-22", "rust-dotenvy", "ruby-dotenv-3"):
        reading = dotenv.read(Source("dotenv", ".env.local", path=".env.local", text=text, data=text.encode()))
        found = heard(reading.replace(loaders=(Loader(loader, "", AT),)), {"PORT": "1", "NAME": "x"})
        assert [each.value.raw for each in found.bindings if each.name == "PORT"] == ["2"]


@pytest.mark.parametrize(
    ("loader", "data", "expected"),
    [
        ("bash", b"A=1 B=2\n", {"A": "1", "B": "2"}),
        ("zsh", b"export A=1 B=2; C=3\n", {"A": "1", "B": "2", "C": "3"}),
        ("bash", b"A=1\nA+=2\n", {"A": "12"}),
        ("bash", b"X=${A:=1}\n", {"A": "1", "X": "1"}),
        ("bash", b'export "A"="1"\n', {"A": "1"}),
        ("make", b"A:=1\nB?=2\nC::=3\n", {"A": "1", "B": "2", "C": "3"}),
        ("docker-run", b"A=1 B=2\n", {"A": "1 B=2"}),
        ("bash", b"A='1 B=2'\n", {"A": "1 B=2"}),
    ],
)
def test_a_line_may_set_more_than_its_first_name(loader: str, data: bytes, expected: dict[str, str]) -> None:
    assert values(data, loader) == expected


def test_a_second_name_of_a_line_may_be_a_piece_of_a_value() -> None:
    heard_by_bash = hear(b"A=1 Zq8vKx2LmWt5=\nB+=1\n", "bash")
    spans = [(4, 16)]
    assert [span for span in heard_by_bash.opaque if span in spans] == spans
    assert not any(start <= 18 < end for start, end in heard_by_bash.opaque)


def test_a_line_of_a_key_is_not_what_the_host_may_set() -> None:
    assert [part.name for part in hear(b"A='x'\nPATH_OF_IT\nt5RbYnPd7H\n", "docker-run").unseen] == ["PATH_OF_IT"]


def test_the_lines_of_a_quoted_value_may_not_be_shown_whatever_others_read() -> None:
    data = b"A=`x\nZq8vKx=\nB=`\n"
    place = data.index(b"Zq8v")
    assert any(start <= place < end for start, end in hear(data, "docker-run", "dotenv-js-18").opaque)
    assert not any(start <= place < end for start, end in hear(data, "docker-run", "compose").opaque)
