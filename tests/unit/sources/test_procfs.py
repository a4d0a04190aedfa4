"""Processes by their names, real ones and a made-up ``/proc``."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from envlint import sources
from envlint.core.errors import EnvlintError
from envlint.sources import procfs

SELF = """
import os, sys, time
for _ in range(int(sys.argv[1])):
    if not os.fork():
        break
print("ready", flush=True)
time.sleep(60)
"""
ON_LINUX = pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="this system has no /proc")


@pytest.fixture
def started(tmp_path: Path) -> Iterator[object]:
    """A function that starts a script with so many forked workers, and returns its process."""
    running: list[subprocess.Popen[str]] = []

    def start(name: str, workers: int = 0) -> subprocess.Popen[str]:
        script = tmp_path / name
        script.write_text(SELF)
        process = subprocess.Popen(
            [sys.executable, "-u", str(script), str(workers)],
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env={"ENVLINT_TEST_MARK": name},
        )
        running.append(process)
        assert process.stdout is not None
        for _ in range(workers + 1):
            process.stdout.readline()
        return process

    yield start
    for process in running:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def read(pid: int) -> dict[str, str]:
    (reading,) = sources.read(sources.Ref("pid", str(pid)), "/", "/")
    return {binding.name: binding.value.raw for binding in reading.bindings}


@ON_LINUX
def test_a_script_is_found_by_its_name_and_read(started) -> None:
    process = started("envlint-test-one.py")
    assert procfs.find("envlint-test-one.py") == [process.pid]
    assert read(procfs.pid_of("envlint-test-one.py")) == {"ENVLINT_TEST_MARK": "envlint-test-one.py"}


@ON_LINUX
def test_of_forked_workers_the_parent_is_meant(started) -> None:
    process = started("envlint-test-pool.py", workers=3)
    assert len(procfs.find("envlint-test-pool.py")) == 4
    assert procfs.pid_of("envlint-test-pool.py") == process.pid


@ON_LINUX
def test_two_of_a_name_are_named_by_their_numbers(started) -> None:
    pids = sorted([started("envlint-test-two.py").pid, started("envlint-test-two.py", workers=1).pid])
    with pytest.raises(EnvlintError, match=f"2 processes are called .*: {pids[0]}, {pids[1]} ") as caught:
        procfs.pid_of("envlint-test-two.py")
    assert caught.value.help == f"name one, such as pid:{pids[0]}"


@ON_LINUX
def test_a_name_that_nothing_has() -> None:
    with pytest.raises(EnvlintError, match="no process called 'envlint-test-none' is running"):
        procfs.pid_of("envlint-test-none")


@ON_LINUX
def test_it_never_finds_itself() -> None:
    own = Path("/proc/self/comm").read_text().strip()
    assert os.getpid() not in procfs.find(own)


@ON_LINUX
def test_a_process_that_has_ended_says_so(started) -> None:
    process = started("envlint-test-zombie.py")
    os.kill(process.pid, signal.SIGKILL)
    until = time.monotonic() + 10
    while procfs._stat(process.pid)[:1] != ["Z"] and time.monotonic() < until:
        time.sleep(0.01)
    with pytest.raises(EnvlintError, match="waits for its parent"):
        read(process.pid)
    assert procfs.find("envlint-test-zombie.py") == []


class Made:
    """A made-up ``/proc``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "self").mkdir()

    def add(
        self,
        pid: int,
        comm: str,
        *words: str,
        parent: int = 1,
        state: str = "S",
        flags: int = 0,
        environ: str = "A=1\0",
    ) -> None:
        entry = self.folder / str(pid)
        entry.mkdir()
        (entry / "comm").write_text(f"{comm}\n")
        (entry / "cmdline").write_text("".join(f"{word}\0" for word in words))
        (entry / "stat").write_text(f"{pid} ({comm}) {state} {parent} 1 1 0 -1 {flags} 0 0")
        (entry / "environ").write_text(environ)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    monkeypatch.setattr(procfs, "PROC", str(tmp_path))
    return Made(tmp_path)


@pytest.mark.parametrize(
    ("words", "names", "others"),
    [
        (("/usr/bin/nginx", "-g", "x"), ("nginx", "kernels"), ("x", "-g")),
        (("python3.11", "-u", "/srv/web.py", "serve"), ("python3.11", "web.py"), ("serve", "-u")),
        (("/usr/bin/python3", "-m", "gunicorn"), ("gunicorn",), ()),
        (("node", "server.js"), ("node", "server.js"), ()),
        (("sh", "-c", "envlint check --pid-of web"), ("sh",), ("envlint check --pid-of web",)),
        (("make", "web"), ("make",), ("web",)),
        (("python3",), ("python3",), ()),
    ],
)
def test_the_names_of_a_process(
    made: Made, words: tuple[str, ...], names: tuple[str, ...], others: tuple[str, ...]
) -> None:
    made.add(7, "kernels", *words)
    assert all(procfs.find(name) == [7] for name in names)
    assert all(procfs.find(name) == [] for name in (*others, ""))


def test_a_name_with_brackets_and_blanks_does_not_hide_the_parent(made: Made) -> None:
    made.add(7, "a) Z 9 (b", "/bin/web")
    made.add(8, "a) Z 9 (b", "/bin/web", parent=9)
    made.add(9, "between", "sh", parent=7)
    assert procfs.find("web") == [7, 8]
    assert procfs.pid_of("web") == 7


def test_a_circle_of_parents_ends(made: Made) -> None:
    made.add(7, "web", parent=8)
    made.add(8, "other", parent=9)
    made.add(9, "other", parent=8)
    assert procfs.pid_of("web") == 7


def test_many_of_a_name_are_not_all_listed(made: Made) -> None:
    for pid in range(100, 130):
        made.add(pid, "web")
    with pytest.raises(EnvlintError, match=r"30 processes are called 'web': 100, .* and 10 more"):
        procfs.pid_of("web")


def test_a_thread_of_the_kernel_has_no_environment(made: Made) -> None:
    made.add(7, "kthreadd", flags=0x208040, environ="")
    with pytest.raises(EnvlintError, match="thread of the kernel"):
        read(7)


def test_a_process_may_have_been_given_no_environment(made: Made) -> None:
    made.add(7, "web", "web", environ="")
    assert read(7) == {}


def test_a_process_that_vanishes_meanwhile(made: Made) -> None:
    made.add(7, "web", environ="")
    (made.folder / "7" / "stat").unlink()
    with pytest.raises(EnvlintError, match="ended while"):
        read(7)


def test_a_system_without_proc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(procfs, "PROC", str(tmp_path / "none"))
    with pytest.raises(EnvlintError) as caught:
        procfs.pid_of("web")
    assert "no /proc" in caught.value.help
