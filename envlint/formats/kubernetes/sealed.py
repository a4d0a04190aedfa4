"""Objects that a controller makes a Secret of: its keys can be seen, its values cannot.

Sources: README of sealed-secrets, "SealedSecrets as templates for secrets" (bitnami.com/v1alpha1); External Secrets
Operator, API of ExternalSecret (external-secrets.io): ``secretKey`` is the key in the Secret; what ``dataFrom`` and a
template add is not in the manifest. Kubernetes documentation, "Secrets", section "ServiceAccount token Secrets".
"""

from __future__ import annotations

from envlint.core.record import Record
from envlint.formats.kubernetes.objects import at, mappings, text_at
from envlint.formats.yaml_nodes import Mapping, Scalar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.formats.kubernetes.objects import Object

SEALED: Final = "SealedSecret"
EXTERNAL: Final = "ExternalSecret"
FILLED_BY_KUBERNETES: Final = "kubernetes.io/service-account-token"


class Sealed(Record):
    """The keys that a Secret will have, why their values are unseen, and why there may be others; empty if not."""

    keys: tuple[Scalar, ...]
    reason: str
    others: str


def secret_name(each: Object) -> tuple[str, str] | None:
    """Return namespace and name of the Secret that is made of an object, None if none is."""
    if each.kind == SEALED:
        named = text_at(each.node, "spec", "template", "metadata", "name")
        return each.namespace, named or each.name
    if each.kind == EXTERNAL:
        return each.namespace, text_at(each.node, "spec", "target", "name") or each.name
    return None


def sealed(each: Object) -> Sealed:
    """Return what a Secret made of an object has."""
    if each.kind == SEALED:
        tables = [at(each.node, "spec", "encryptedData"), at(each.node, "spec", "template", "data")]
        found = [key for table in tables if isinstance(table, Mapping) for key, _ in table.entries()]
        return Sealed(tuple(found), "it is sealed", "")
    keys = [item.get("secretKey") for item in mappings(at(each.node, "spec", "data"))]
    more = at(each.node, "spec", "dataFrom") or at(each.node, "spec", "target", "template")
    others = "the Secret is filled from outside of the cluster" if more is not None else ""
    return Sealed(tuple(key for key in keys if isinstance(key, Scalar)), "it is kept outside of the cluster", others)
