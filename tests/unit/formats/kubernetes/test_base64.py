"""Which texts of a Secret's data are base64, held against kubectl where it is installed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from manifests import pod, values

if TYPE_CHECKING:
    from pathlib import Path

GOOD = {"YQ==": "a", "YQ\n==": "a", "YQ=\r\n=": "a", "YR==": "a", "YWE=": "aa", "YWFh": "aaa", "": ""}
BAD = ["YQ", "YQ=", "YQ===", "YQ==x", "YQ==YQ==", "Y Q==", "YQ ==", "\tYQ==", "-_8=", "YWE", "====", "=", "é"]
SECRET = "apiVersion: v1\nkind: Secret\nmetadata: {name: api}\ndata: {A: @}\n"


@pytest.mark.parametrize(("written", "value"), [*GOOD.items(), *[(bad, None) for bad in BAD]])
def test_what_is_base64(written: str, value: str | None) -> None:
    secret = SECRET.replace("@", json.dumps(written))
    assert values(pod("envFrom: [{secretRef: {name: api}}]", secret)) == {"A": value}


@pytest.mark.skipif(shutil.which("kubectl") is None, reason="kubectl is not installed")
def test_kubectl_refuses_the_same(tmp_path: Path) -> None:
    written = [*GOOD, *BAD]
    for index, each in enumerate(written):
        (tmp_path / f"{index}.yaml").write_text(SECRET.replace("@", json.dumps(each)))
    command = ["kubectl", "set", "env", "--local", "--list", "-f", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    refused = {int(index) for index in re.findall(r"(\d+)\.yaml\": illegal base64", done.stderr)}
    assert [written[index] for index in sorted(refused)] == BAD
