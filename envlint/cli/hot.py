"""The commands that run often and are to start at once: the fast parser knows these."""

from __future__ import annotations

from envlint.cli.options import (
    AGAINST,
    CONFIG,
    ENV,
    KEY,
    OUTPUT,
    PID_OF,
    REPORT,
    REVEAL,
    SELECTION,
    SERVICE,
    SHARED,
    SOURCE,
    Command,
    formats,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

LAYERS: Final = (
    "SOURCE is a file or KIND:REF, such as dotenv:.env.production or process:. Several are layers of one environment: "
    "later ones win. Without any it is what the settings name for the tier, else .env and .env.TIER, else the process."
)

HOT: Final = (
    Command(
        "check",
        "Hold an environment against the rules.",
        (ENV, SERVICE, PID_OF, REPORT, OUTPUT, *SELECTION),
        argument="sources",
        metavar=SOURCE,
        about=f"{LAYERS} Exits with 0 if it passes, 1 if not, 2 if that cannot be told.",
    ),
    Command(
        "run",
        "Check, then run a program with the effective environment.",
        (ENV, SERVICE, PID_OF, REPORT, OUTPUT, *SELECTION),
        argument="sources",
        metavar=SOURCE,
        about=f"The program and its arguments stand after --. It is not started if the check fails. {LAYERS}",
    ),
    Command(
        "resolve",
        "Print the effective environment, secrets masked.",
        (ENV, SERVICE, PID_OF, formats("dotenv", "json", "shell"), OUTPUT, REVEAL, CONFIG, *SHARED),
        argument="sources",
        metavar=SOURCE,
        about=LAYERS,
    ),
    Command(
        "status",
        "Say of each variable whether it is set, from where, and valid.",
        (ENV, SERVICE, PID_OF, formats("text", "json"), OUTPUT, CONFIG, *SHARED),
        argument="sources",
        metavar=SOURCE,
        about=f"Shows no values. {LAYERS}",
    ),
    Command(
        "diff",
        "Tell what differs between two environments.",
        (ENV, AGAINST, SERVICE, PID_OF, formats("text", "json"), OUTPUT, KEY, CONFIG, *SHARED),
        argument="sources",
        metavar=SOURCE,
        about=(
            "Names, places and rules, never a value. SOURCE is given twice, from and to: a file, KIND:REF, or the "
            "snapshot:FILE of an earlier day. With --env the second may be left out: it is what the settings name "
            "for that tier. --env TIER --against TIER compares two tiers. Exits with 0 if nothing differs, 1 if "
            "anything does, 2 if that cannot be told."
        ),
    ),
    Command(
        "snapshot",
        "Record an environment without its values, for a later diff.",
        (ENV, SERVICE, PID_OF, OUTPUT, KEY, CONFIG, *SHARED),
        argument="sources",
        metavar=SOURCE,
        about=f"Names, places and fingerprints made with a key of your own that stays on this machine. {LAYERS}",
    ),
)
