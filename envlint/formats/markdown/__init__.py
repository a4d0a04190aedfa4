"""Markdown as a list of blocks, each with its place: CommonMark's blocks and GitHub's tables, by one pass over lines.

Line by line, without the tree that a full parser builds: a page of 3,000 lines takes a few milliseconds. Where the
specification lets a construct depend on much context (link references, inline HTML), the simple reading is taken.
"""

from __future__ import annotations

from envlint.formats.markdown.blocks import Block, Code, Comment, Heading, Markup, Prose, Row, Span, Table, Text
from envlint.formats.markdown.inline import code_spans, plain
from envlint.formats.markdown.scanner import blocks

__all__ = [
    "Block",
    "Code",
    "Comment",
    "Heading",
    "Markup",
    "Prose",
    "Row",
    "Span",
    "Table",
    "Text",
    "blocks",
    "code_spans",
    "plain",
]
