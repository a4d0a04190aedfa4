"""``loglevel``: the words by which loggers know their levels, reader by reader.

Without a ``dialect`` these are the words that several readers share, in lower or in upper case. Values compare by how
much they let through: ``WARN`` equals ``warning``, and ``debug`` is less than ``info``.
"""

from __future__ import annotations

from envlint.types import RANGE_OPTIONS, Malformed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.types import Spec

OPTIONS = RANGE_OPTIONS | {"dialect"}
ORDERED = True

# From all to nothing; words on one line are one level.
SCALE: Final = (
    "all notset",
    "trace silly finest",
    "finer",
    "debug fine",
    "verbose config",
    "http",
    "info information",
    "notice",
    "warn warning",
    "error err severe",
    "critical crit fatal dpanic",
    "alert panic",
    "emergency emerg",
    "unknown",
    "off none silent disabled",
)
RANKS: Final = {word: rank for rank, words in enumerate(SCALE) for word in words.split()}
# The words that a reader knows, and their case: `lower`, `upper`, `both` of them, or `any`.
READERS: Final = {
    "": ("trace debug info notice warn warning error critical fatal", "both"),
    # logging.Logger.setLevel
    "python": ("notset debug info warn warning error critical fatal", "upper"),
    # slog.Level.UnmarshalText
    "go": ("debug info warn error", "any"),
    "zap": ("debug info warn error dpanic panic fatal", "both"),
    "logrus": ("trace debug info warn warning error fatal panic", "any"),
    "zerolog": ("trace debug info warn error fatal panic disabled", "any"),
    # log::LevelFilter
    "rust": ("off error warn info debug trace", "any"),
    # java.util.logging.Level
    "java": ("all finest finer fine config info warning severe off", "upper"),
    # org.springframework.boot.logging.LogLevel
    "spring": ("trace debug info warn error fatal off", "any"),
    "pino": ("trace debug info warn error fatal silent", "lower"),
    # winston's npm levels
    "winston": ("silly debug verbose http info warn error", "lower"),
    # Monolog and Laravel: the words of RFC 5424
    "php": ("debug info notice warning error critical alert emergency", "both"),
    # Logger::Severity
    "rails": ("debug info warn error fatal unknown", "any"),
    # Microsoft.Extensions.Logging.LogLevel
    "dotnet": ("trace debug information warning error critical none", "any"),
    # nginx, Apache and syslog.conf
    "syslog": ("debug info notice warn warning err error crit alert emerg", "lower"),
}
DIALECTS = tuple(name for name in READERS if name)


def parse(text: str, spec: Spec) -> int:
    """Return the level's rank in ``SCALE``.

    Raises:
        Malformed: the reader does not know the word, or not in this case.
    """
    dialect = spec.get("dialect", "")
    words, case = READERS.get(dialect) or READERS[""]
    word = text.lower()
    if word not in words.split():
        known = f"the levels are {', '.join(words.split())}"
        raise Malformed(f"is not a log level{_by(dialect)}", known if dialect else f"{known}; or declare `dialect`")
    if case == "any" or (case != "upper" and text == word) or (case != "lower" and text == word.upper()):
        return RANKS[word]
    wanted = "lower or upper" if case == "both" else case
    raise Malformed(f"is a log level in a spelling that is not taken{_by(dialect)}", f"write it in {wanted} case")


def _by(dialect: str) -> str:
    return f" for {dialect}" if dialect else ""
