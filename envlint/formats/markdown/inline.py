"""What stands inside a paragraph, a heading or a cell."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict

from envlint.formats.markdown.blocks import Span

TICKS = re.compile(r"`+")
TAGGED = re.compile(r"<(code|kbd|samp|tt)>([^<]*)</\1>", re.IGNORECASE)
TAG = re.compile(r"</?[A-Za-z][^<>]*>")
LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
ATTRIBUTES = re.compile(r"\{:?\s*[#.][^{}]*\}")
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
EMPHASIS = re.compile(r"(?<!\\)(?:\*+|(?<!\w)_+|_+(?!\w)|~~)")
MARKS = frozenset("`*_~[<{\\")


def code_spans(text: str) -> list[Span]:
    """Return the code spans (CommonMark 0.31, 6.1) and what stands in ``<code>``, in order, in linear time."""
    spans = _tagged(text) if "<" in text else []
    if "`" in text:
        spans += _ticked(text)
        spans.sort()
    return spans


def _tagged(text: str) -> list[Span]:
    return [Span(*found.span(2)) for found in TAGGED.finditer(text)]


def _ticked(text: str) -> list[Span]:
    """Pair every run of backticks with the next one of the same length."""
    if "``" not in text and "\\`" not in text:
        return _singly_ticked(text)
    runs = [found.span() for found in TICKS.finditer(text)]
    closers: dict[int, list[int]] = defaultdict(list)
    for start, end in runs:
        closers[end - start].append(start)
    spans = []
    resume = 0
    for start, end in runs:
        if start < resume:
            continue
        opens = start + 1 if _escaped(text, start) else start
        starts = closers[end - opens]
        index = bisect_left(starts, end)
        if end > opens and index < len(starts):
            close = starts[index]
            resume = close + end - opens
            spans.append(_content(text, end, close))
    return spans


def _singly_ticked(text: str) -> list[Span]:
    """Pair backticks where each stands alone, as nearly all do."""
    spans = []
    open_at = text.find("`")
    while open_at >= 0 and (close := text.find("`", open_at + 1)) >= 0:
        spans.append(_content(text, open_at + 1, close))
        open_at = text.find("`", close + 1)
    return spans


def _escaped(text: str, at: int) -> bool:
    before = text[max(0, at - 64) : at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _content(text: str, start: int, end: int) -> Span:
    """Leave out one blank at both ends, where there is one at both and something else between."""
    content = text[start:end]
    if content[0] in " \n" and content[-1] in " \n" and content.strip(" \n"):
        return Span(start + 1, end - 1)
    return Span(start, end)


def plain(text: str) -> str:
    """Return the words alone: no emphasis, backticks, tags, heading attributes; of a link what it shows."""
    if MARKS.isdisjoint(text):
        return text.strip()
    text = LINK.sub(r"\1", ATTRIBUTES.sub("", TAG.sub("", text)))
    text = EMPHASIS.sub("", text.replace("`", ""))
    return ESCAPE.sub(r"\1", text).strip()
