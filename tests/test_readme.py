"""What the README shows, run as it stands."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest

from examples import furnish, shell
from reltrack.cli.commands import COMMANDS

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
TOLD = README.split("<!-- reference:")[0]
BLOCKS = re.findall(r"```sh\n(.*?)```", TOLD.split("<!-- recipes")[1], re.DOTALL)
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the recipes are for a POSIX shell")


@pytest.fixture
def world(tmp_path):
    furnish(tmp_path)
    return tmp_path


@pytest.mark.parametrize("recipe", BLOCKS, ids=lambda recipe: recipe.splitlines()[0][2:50])
def test_a_recipe(recipe, world):
    for tool in ("jq", "fzf", "git"):
        if re.search(rf"\b{tool} ", recipe) and not shutil.which(tool):
            pytest.skip(f"{tool} is not here")
    result = shell(recipe, world)
    assert (result.returncode, result.stderr.count("error")) == (0, 0), result
    assert result.stdout.strip() or "git" in recipe, result


def test_the_units_of_systemd(world):
    units = dict(re.findall(r"```ini\n# (\S+)\n(.*?)```", TOLD, re.DOTALL))
    assert units.keys() == {"reltrack.service", "reltrack.timer"}
    for name, unit in units.items():
        (world / name).write_text(unit, encoding="utf-8")
        if shutil.which("systemd-analyze"):
            checked = shell(f"systemd-analyze verify ./{name}", world)
            assert (checked.returncode, checked.stderr) == (0, ""), checked
    (command,) = re.findall(r"^ExecStart=(.*)", units["reltrack.service"], re.MULTILINE)
    result = shell(command.replace("%t", "."), world)
    assert result.returncode == 0, result
    assert "Ana Lima" in result.stdout


def test_the_conversation_of_the_first_week_is_what_is_said(tmp_path):
    """Each `$` line is typed; the lines below it are what was answered."""
    for block in re.findall(r"```console\n(.*?)```", TOLD, re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, answer = part.split("\n", 1)
            assert shell(line, tmp_path).stdout == answer


def test_the_import_of_the_past(world):
    (block,) = [b for b in re.findall(r"```sh\n(.*?)```", TOLD, re.DOTALL) if "contacts.vcf" in b]
    result = shell(block, world)
    assert result.returncode == 0, result


def test_every_command_named_is_there():
    named = set(re.findall(r"\breltrack ([a-z][a-z-]+)", TOLD)) - {"learns", "is"}
    assert named <= COMMANDS.keys()
