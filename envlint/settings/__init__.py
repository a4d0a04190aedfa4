"""A project's settings: ``[tool.envlint]`` in pyproject.toml, or envlint.toml."""

from __future__ import annotations

from envlint.settings.find import find

__all__ = ["find"]
