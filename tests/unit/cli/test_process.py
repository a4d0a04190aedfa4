"""What only a process of its own can show: encodings, pipes, signals and the program of ``run``."""

import os
import signal
import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX processes")

LAUNCH = """
import sys, time, types
from envlint.cli import main
from envlint.core.request import Outcome
command = types.ModuleType("envlint.commands.{name}")
def run(request):
    {body}
command.run = run
sys.modules[command.__name__] = command
sys.exit(main())
"""


def launch(name, body, *words, environ=None, **how):
    program = [sys.executable, "-c", LAUNCH.format(name=name, body=body), name, *words]
    return subprocess.Popen(
        program,
        env={**os.environ, **(environ or {})},
        stdout=how.pop("stdout", subprocess.PIPE),
        stderr=subprocess.PIPE,
        **how,
    )


def finish(process):
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err.decode()


@pytest.mark.parametrize("environ", [{"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}])
def test_utf8_whatever_the_locale(environ):
    process = launch("resolve", r"return Outcome(lines=('\xc4\udc80',), notes=('\xf6',))", environ=environ)
    assert finish(process) == (0, "Ä\\udc80\n".encode(), "ö\n")


@pytest.mark.parametrize("code", [0, 1])
def test_a_reader_that_goes_away_changes_nothing(code):
    process = launch("check", f"return Outcome(lines=('x' * 99,) * 9999, exit_code={code})")
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(60) == code


def test_stdout_that_is_closed_is_no_pass():
    process = launch("check", "return Outcome(lines=('x',))", stdout=None, preexec_fn=lambda: os.close(1))
    code, _, err = finish(process)
    assert (code, err) == (2, "envlint: cannot write the report: the stream is closed\n")


def test_stdout_that_is_full_is_no_pass():
    with open("/dev/full", "wb") as full:
        code, _, err = finish(launch("check", "return Outcome(lines=('x',))", stdout=full))
    assert (code, err) == (2, "envlint: cannot write the report: No space left on device\n")


def test_interrupt_is_130_without_a_word():
    # A shell that runs the tests in the background has children ignore the signal.
    heard = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)}
    process = launch("check", "print('started', flush=True) or time.sleep(60)", **heard)
    assert process.stdout.readline() == b"started\n"
    time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    assert finish(process) == (130, b"", "")


def test_run_becomes_the_program():
    command = (sys.executable, "-c", "import os, sys; print(os.getpid(), sorted(os.environ)); sys.exit(7)")
    process = launch("run", f"return Outcome(argv={command!r}, environ={{'LC_CTYPE': 'C.UTF-8', 'X': '1'}})", "--", "x")
    assert finish(process) == (7, f"{process.pid} ['LC_CTYPE', 'X']\n".encode(), "")


def test_run_gives_signals_back():
    body = "return Outcome(argv=('grep', 'SigIgn', '/proc/self/status'), environ={'PATH': '/usr/bin:/bin'})"
    code, out, _ = finish(launch("run", body, "--", "x"))
    if code != 0:
        pytest.skip("no /proc")
    assert int(out.split()[1], 16) & (1 << signal.SIGPIPE - 1) == 0


def test_module_runs():
    done = subprocess.run([sys.executable, "-m", "envlint", "--version"], capture_output=True, check=True)
    assert done.stdout.startswith(b"envlint ")
