"""The catalogue of a database on the test server."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from envlint.inventories.database import answer, question

if TYPE_CHECKING:
    from postgres_server import Server

    from envlint.formats.sql.catalogue import Catalogue


def catalogue(server: Server, database: str) -> Catalogue:
    """Return what the server says there is."""
    said = server.ask(database, f"{question.SEARCH_PATH};\n{question.QUESTION};\n")
    return answer.read(json.loads(said.partition("\n")[2]))
