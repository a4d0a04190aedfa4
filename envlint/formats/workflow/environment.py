"""What a workflow, a job and a step of it set, the inner over the outer.

Source: GitHub's documentation, "Workflow syntax" (``env``, ``jobs.<job_id>.env``, ``jobs.<job_id>.steps[*].env``,
``jobs.<job_id>.container.env``), "Context availability", and "Setting an environment variable". What an action that a
step uses sets for later steps is not told, nor what the runner sets (``CI``, ``GITHUB_*``, ``RUNNER_*``).
"""

from __future__ import annotations

import re

from envlint.core.source import Binding, Notice, Unseen
from envlint.core.value import Value
from envlint.formats import names
from envlint.formats.kubernetes.scalars import quote, span
from envlint.formats.workflow.expressions import resolve
from envlint.formats.workflow.scalars import written
from envlint.formats.yaml_nodes import Mapping, Scalar, Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.core.source import Source
    from envlint.formats.yaml_nodes import Node

FILE: Final = "GITHUB_ENV"
REFUSED: Final = "GitHub refuses the workflow: only env of a step can refer to env.{}"
NO_MAPPING: Final = "GitHub refuses the workflow: env is no mapping of names and values"
NO_TEXT: Final = "a {} stands where text must stand, and GitHub refuses the workflow"
REWRITTEN: Final = "it is {} to YAML, and GitHub writes it anew: what the program gets is another text"
NOTHING: Final = "it is nothing to YAML, and the program gets an empty text"


class Levels:
    """The levels so far. ``bindings`` are weakest first; ``visible`` is what ``env.X`` means in a step."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.bindings: list[Binding] = []
        self.notices: list[Notice] = []
        self.unseen: list[Unseen] = []
        self.visible: dict[str, Binding] = {}
        self.writers: list[str] = []
        self.ran_already: set[int] = set()

    def add(self, owner: Mapping, level: str, *, refers: bool = False) -> None:
        """Add the ``env`` of a workflow, a job or a step, as ``level`` says; ``refers``: it may refer to ``env``."""
        env = owner.get("env")
        if env is None or (isinstance(env, Scalar) and not env.style and not written(env.value)[0]):
            return
        if isinstance(env, Scalar) and "${{" in env.value:
            reason = f"GitHub computes env of {level} when the workflow runs"
            self.unseen.append(Unseen(reason, "", env.start, env.end))
        elif isinstance(env, Mapping):
            own = [
                binding
                for key, node in env.entries()
                if (binding := self._binding(key, node, level, refers=refers)) is not None
            ]
            # A repeated key is a fault of the YAML text, which its reader tells.
            self.notices += [notice for notice in names.notices(own) if notice.kind != "duplicate-key"]
            self.bindings += own
            self.visible = {**self.visible, **{binding.name: binding for binding in own}}
        else:
            self.notices.append(Notice("malformed-line", env.start, env.start + 1, detail=NO_MAPPING))

    def add_below(self, owner: Mapping, level: str) -> None:
        """Add the ``env`` of what all the steps run in, which is weaker than any other."""
        upper, visible = self.bindings, self.visible
        self.bindings = []
        self.add(owner, level, refers=True)
        self.bindings, self.visible = [*self.bindings, *upper], visible

    def ran(self, step: Mapping, called: str) -> None:
        """Take note of a step that ran before: what it writes to the file ``GITHUB_ENV`` is set from then on."""
        run = step.get("run")
        if not isinstance(run, Scalar) or id(run) in self.ran_already or FILE not in run.value:
            return
        self.ran_already.add(id(run))
        reason = f"the step {called} writes to GITHUB_ENV"
        self.writers.append(reason)
        self.unseen.append(Unseen(reason, "", run.start, run.end))
        written_here = set(re.findall(r"\b([A-Za-z_][A-Za-z0-9_]*)(?:=|<<)", run.value))
        for name in sorted(written_here & self.visible.keys()):
            binding = Binding(name, Value(""), self.source, layer=f"GITHUB_ENV of the step {called}", unseen=reason)
            self.bindings.append(binding)
            self.visible[name] = binding

    def _binding(self, key: Scalar, node: Node, level: str, *, refers: bool) -> Binding | None:
        name_span, value_span = span(key, self.source.text), span(node, self.source.text)
        if not isinstance(node, Scalar):
            detail = NO_TEXT.format("list" if isinstance(node, Sequence) else "mapping")
            self.notices.append(Notice("value-not-a-string", *name_span, key.value, detail))
            return None
        text, kind = (node.value, "") if node.style else written(node.value)
        if text != node.value or (kind and not text):
            detail = REWRITTEN.format(kind) if text else NOTHING
            self.notices.append(Notice("value-not-a-string", *value_span, key.value, detail))

        def lookup(name: str) -> tuple[str, str]:
            return self._referred(name, key, name_span, refers=refers)

        value, unseen = resolve(text, lookup)
        return Binding(
            key.value,
            Value(value),
            self.source,
            name_span=name_span,
            value_span=value_span,
            quote=quote(node),
            written=Value(text),
            layer=f"env of {level}",
            unseen=unseen,
        )

    def _referred(self, name: str, key: Scalar, place: tuple[int, int], *, refers: bool) -> tuple[str, str]:
        """Return what ``env.NAME`` means for a variable; what no level sets is empty, unless a step may have set it."""
        if not refers:
            self.notices.append(Notice("malformed-line", *place, key.value, REFUSED.format(name[:64])))
            return "", "it is a reference that GitHub refuses"
        binding = self.visible.get(name)
        if binding is not None:
            return binding.value.raw, binding.unseen
        if self.writers:
            return "", f"it is the variable {name[:64]}, and {self.writers[-1]}"
        self.notices.append(Notice("undefined-reference", *place, key.value, name))
        return "", ""
