"""Docker, Podman, kubectl, kustomize and GitLab: what each skips, strips, takes from the host and refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envlint.formats.dialects import HOST, Reading
from envlint.formats.dialects.raw import DIALECTS

READERS = {dialect.name: dialect.read for dialect in DIALECTS}
GO = ("docker-run", "podman-4", "podman-5", "kubectl", "kustomize")
STRICT = ("docker-run", "kubectl", "kustomize")
ENVIRONMENT = {"HOST_A": "a", "HOST_B": "b", "OTHER": "c"}


def read(name: str, data: bytes) -> Reading:
    return READERS[name](data, ENVIRONMENT)


@pytest.mark.parametrize("name", READERS)
def test_nothing_is_quoted_and_nothing_is_expanded(name: str) -> None:
    assert read(name, b"A=\"x y\"\nB=${A}'\\n' # c\nC=k=v\n").values == {
        "A": '"x y"',
        "B": "${A}'\\n' # c",
        "C": "k=v",
    }


@pytest.mark.parametrize("name", GO)
def test_comments_and_blank_lines_are_skipped_and_ends_of_lines_are_not_part_of_a_value(name: str) -> None:
    assert read(name, b"# c\n\n  \t\n  # d\r\n  A= 1 \r\nB=").values == {"A": " 1 ", "B": ""}


def test_gitlab_takes_neither_comments_nor_blank_lines_and_strips_names_and_values() -> None:
    assert read("gitlab-report", b" A = x \r\n#B=1\n=2").values == {"A": "x", "#B": "1", "": "2"}
    assert not read("gitlab-report", b"A=1\n\nB=2\n").ok
    assert not read("gitlab-report", b"# c\n").ok


def test_blanks_before_a_line_are_those_of_unicode_for_docker_and_two_for_podman() -> None:
    data = "\u00a0\u3000A=1\n".encode()
    assert read("docker-run", data).values == {"A": "1"}
    assert read("podman-5", data).values == {"\u00a0\u3000A": "1"}


def test_a_byte_order_mark_is_dropped_by_all_but_podman() -> None:
    data = "\ufeffA=1\n\ufeffB=2\n".encode()
    assert read("docker-run", data).values == {"A": "1", "\ufeffB": "2"}
    assert read("podman-4", data).values == {"\ufeffA": "1", "\ufeffB": "2"}
    assert read("docker-run", data).assignments[0].start == 1


def test_a_name_alone_takes_its_value_from_the_host() -> None:
    data = b"HOST_A\nNOPE\n"
    for name in ("docker-run", "podman-4", "podman-5"):
        assert read(name, data).values == {"HOST_A": "a"}
    assert read("kubectl", data).values == {"HOST_A": "a", "NOPE": ""}
    assert read("kustomize", data).values == {"HOST_A": "", "NOPE": ""}
    assert not read("gitlab-report", data).ok
    assert read("docker-run", data).assignments[0].depends == {HOST}
    assert read("kustomize", data).assignments[0].depends == frozenset()


def test_podman_takes_all_names_of_the_host_that_begin_so() -> None:
    assert read("podman-5", b"HOST_*\n").values == {"HOST_A": "a", "HOST_B": "b"}
    assert read("docker-run", b"HOST_*\n").values == {}


@pytest.mark.parametrize(
    ("line", "takers"),
    [
        (b"A B=1\n", ("podman-4", "podman-5", "kustomize", "gitlab-report")),
        (b"A =1\n", ("podman-4", "podman-5", "kustomize", "gitlab-report")),
        (b"=1\n", ("kustomize", "gitlab-report")),
        (b"a/b=1\n", ("docker-run", "podman-4", "podman-5", "kustomize", "gitlab-report")),
        (b"1A=x\n", ("docker-run", "podman-4", "podman-5", "kustomize", "gitlab-report")),
        (b"..a=x\n", ("docker-run", "podman-4", "podman-5", "kustomize", "gitlab-report")),
        (b"1.5=x\n", ("docker-run", "podman-4", "podman-5", "gitlab-report")),
        (b"true=x\n", ("docker-run", "podman-4", "podman-5", "kubectl", "gitlab-report")),
        (b".a-b=x\n", tuple(READERS)),
        (b"A" * 254 + b"=1\n", ("docker-run", "podman-4", "podman-5", "kustomize", "gitlab-report")),
        (b"A" * 253 + b"=1\n", tuple(READERS)),
    ],
)
def test_names_that_are_refused(line: bytes, takers: tuple[str, ...]) -> None:
    assert tuple(name for name in READERS if read(name, line).ok) == takers


def test_a_refused_file_sets_nothing_and_says_where() -> None:
    reading = read("docker-run", b"A=1\n  B C=2\nD=3\n")
    assert reading.values == {}
    (problem,) = reading.problems
    assert (problem.kind, problem.start, problem.end, problem.fatal) == ("refused-name", 6, 9, True)


def test_a_repeated_name() -> None:
    data = b"A=1\nB=2\nA=3\n"
    for name in ("docker-run", "podman-4", "podman-5", "gitlab-report"):
        assert read(name, data).values == {"B": "2", "A": "3"}
    assert not read("kubectl", data).ok
    assert not read("kustomize", data).ok


def test_a_line_of_64_kibibytes() -> None:
    longest = b"A=" + b"x" * (64 * 1024 - 3)
    for name in READERS:
        assert read(name, longest + b"\nB=2\n").values.keys() == {"A", "B"}
    data = b"A=1\nB=" + "é".encode() * 32768 + b"\nC=3\n"
    for name in ("docker-run", "podman-4", "podman-5"):
        assert not read(name, data).ok
    for name in ("kubectl", "kustomize"):
        reading = read(name, data)
        assert reading.values == {"A": "1"}
        assert reading.ok
        assert reading.problems[0].drops_rest
    assert read("gitlab-report", data).values.keys() == {"A", "B", "C"}


def test_bytes_that_are_no_utf_8() -> None:
    for name in STRICT:
        assert not read(name, b"# caf\xe9\nA=1\n").ok
    assert read("podman-5", b"A=caf\xe9\n").values == {"A": "caf\udce9"}
    assert read("podman-4", b"A=caf\xe9\n").values == {"A": "caf\ufffd"}
    assert read("gitlab-report", b"A=caf\xe9\n").values == {"A": "caf\ufffd"}


def test_kustomize_makes_a_blank_of_what_yaml_takes_for_the_end_of_a_line() -> None:
    data = "A=a\u0085b\nB=a \u0085\u0085 b\u0085\n".encode()
    assert read("kustomize", data).values == {"A": "a b", "B": "a\nb "}
    assert read("kubectl", data).values == {"A": "a\u0085b", "B": "a \u0085\u0085 b\u0085"}


def test_a_file_of_a_byte_order_mark_is_an_empty_one() -> None:
    for name in READERS:
        assert read(name, b"\xef\xbb\xbf") == Reading() or name.startswith("podman")


def test_places_are_those_of_names_and_values() -> None:
    one = read("docker-run", "é=1\n  A= x \r\n".encode()).assignments[1]
    assert (one.start, one.end, one.value_start, one.value_end) == (6, 11, 8, 11)
    one = read("gitlab-report", b" A =  x \r\n").assignments[0]
    assert (one.start, one.end, one.value_start, one.value_end) == (1, 7, 6, 7)


@given(st.binary(max_size=60) | st.text(alphabet="A=*# \t\r\n\ufeffé", max_size=40).map(str.encode))
def test_any_bytes_give_a_reading_with_places_in_the_text(data: bytes) -> None:
    length = len(data.decode("utf-8", "surrogateescape"))
    for name in READERS:
        reading = read(name, data)
        for one in reading.assignments:
            assert 0 <= one.start <= one.end <= length
            assert one.value_start == -1 or one.start <= one.value_start <= one.value_end <= one.end
        assert all(0 <= problem.start <= problem.end <= length for problem in reading.problems)
