"""The documentation names every setting, every command and every route."""

import re
import subprocess
import tomllib
from collections.abc import Iterator

import pytest
import typer
from starlette.testclient import TestClient
from typer.main import get_command

from bot.assembly import Parts
from bot.channels.web.application import create_application
from bot.cli import app
from bot.library.clinic import Clinic
from bot.settings import PROJECT, Settings

DOCS = PROJECT / "docs"


def variables() -> Iterator[str]:
    """The environment variable of each setting."""
    yield from (f"KAP_{name.upper()}" for name in Settings.model_fields)


def commands(group: object, path: str = "kap") -> Iterator[str]:
    """Every command as it is typed."""
    for name, command in getattr(group, "commands", {}).items():
        if getattr(command, "commands", None):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}"


@pytest.mark.parametrize("variable", [*variables()])
def test_every_setting_has_a_row_in_the_settings_table(variable: str) -> None:
    rows = [line for line in (DOCS / "settings.md").read_text().splitlines() if line.startswith("|")]
    assert [row for row in rows if f"`{variable}`" in row.split("|")[1]], f"docs/settings.md has no row for {variable}"


def test_the_settings_table_says_what_the_settings_say() -> None:
    text = (DOCS / "settings.md").read_text()
    missing = [name for name, field in Settings.model_fields.items() if (field.description or "?") not in text]
    assert missing == []


def test_the_settings_table_has_no_row_for_what_is_no_setting() -> None:
    named = set(re.findall(r"^\|[^|]*`(KAP_\w+)`", (DOCS / "settings.md").read_text(), re.MULTILINE))
    assert named - set(variables()) == set()


@pytest.mark.parametrize("file", sorted(path.name for path in (PROJECT / "content").glob("*.yml")))
def test_every_file_that_a_clinic_edits_stands_in_the_readme_or_the_docs(file: str) -> None:
    pages = [PROJECT / "README.md", *DOCS.glob("*.md")]
    assert any(f"content/{file}" in page.read_text() for page in pages), f"content/{file} stands nowhere"


@pytest.mark.parametrize("key", [*Clinic.model_fields])
def test_every_detail_of_the_clinic_is_explained_where_it_is_edited(key: str) -> None:
    lines = (PROJECT / "content" / "clinic.yml").read_text().splitlines()
    assert [line for line in lines if re.match(rf"(?:# )?{key}:", line)], f"content/clinic.yml does not show {key}"


@pytest.mark.parametrize("key", ["reply_open", "reply_closed", "erase_items_in_work"])
def test_what_a_clinic_promises_stands_in_the_readme(key: str) -> None:
    assert f"`{key}`" in (PROJECT / "README.md").read_text()


@pytest.mark.parametrize("command", [*commands(get_command(app))])
def test_every_command_stands_in_the_readme_or_the_docs(command: str) -> None:
    pages = [PROJECT / "README.md", *DOCS.rglob("*.md")]
    assert any(command in page.read_text() for page in pages), f"{command} stands nowhere"


@pytest.mark.parametrize("target", re.findall(r"^([a-z-]+):.*## ", (PROJECT / "Makefile").read_text(), re.MULTILINE))
def test_make_lists_every_target_and_the_readme_names_those_for_people(target: str) -> None:
    listed = subprocess.run(["make"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    assert f"make {target} " in listed
    if target in ("run", "test", "evaluate", "benchmark", "benchmark-nlu"):
        assert f"make {target} " in (PROJECT / "README.md").read_text()


def test_the_commands_are_the_ones_that_the_package_installs() -> None:
    scripts = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["scripts"]
    assert scripts == {"kap": "bot.cli:main"}
    assert isinstance(app, typer.Typer)


def test_every_route_stands_in_the_api_documentation(shared_parts: Parts) -> None:
    text = (DOCS / "api.md").read_text()
    document = TestClient(create_application(shared_parts)).get("/api/openapi.json").json()
    routes = [f"`{method.upper()} {path}`" for path, methods in document["paths"].items() for method in methods]
    assert [route for route in routes if route not in text] == []
    assert "/api/openapi.json" in text


def test_the_api_documentation_names_no_route_that_is_not_there(shared_parts: Parts) -> None:
    document = TestClient(create_application(shared_parts)).get("/api/openapi.json").json()
    named = re.findall(r"^\| `(GET|POST|PUT|DELETE) (/[^`]*)`", (DOCS / "api.md").read_text(), re.MULTILINE)
    assert [(method, path) for method, path in named if method.lower() not in document["paths"].get(path, {})] == []
