"""The OpenAPI document: valid, complete, and true to what the API sends."""

from typing import Any

import pytest
from fastapi.openapi.models import OpenAPI
from starlette.testclient import TestClient

from bot.library.kinds import Kind

ROUTES = {
    ("/api/sessions", "post"),
    ("/api/sessions", "delete"),
    ("/api/messages", "post"),
    ("/api/messages", "get"),
    ("/api/export", "get"),
    ("/health/live", "get"),
    ("/health/ready", "get"),
}


@pytest.fixture(scope="module")
def document(client: TestClient) -> dict[str, Any]:
    answered = client.get("/api/openapi.json")
    assert answered.status_code == 200
    found: dict[str, Any] = answered.json()
    return found


def references(part: object) -> list[str]:
    """Every `$ref` in a part of the document."""
    if isinstance(part, dict):
        here = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return here + [found for value in part.values() for found in references(value)]
    return [found for value in part for found in references(value)] if isinstance(part, list) else []


def test_it_is_an_openapi_document(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    OpenAPI.model_validate(document)


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    for reference in references(document):
        assert reference.removeprefix("#/components/schemas/") in schemas


def test_it_lists_every_route_and_no_other(document: dict[str, Any]) -> None:
    assert {(path, method) for path, methods in document["paths"].items() for method in methods} == ROUTES


def test_every_route_says_what_it_does(document: dict[str, Any]) -> None:
    for path, method in ROUTES:
        assert document["paths"][path][method].get("description"), f"{method} {path} has no description"


def test_an_error_is_a_problem_and_nothing_else(document: dict[str, Any]) -> None:
    for path, method in ROUTES:
        for status, response in document["paths"][path][method]["responses"].items():
            if status == "default" or (status >= "400" and path != "/health/ready"):
                assert list(response["content"]) == ["application/problem+json"], f"{method} {path} {status}"
    assert "HTTPValidationError" not in document["components"]["schemas"]


def test_the_body_of_a_message_is_described(document: dict[str, Any]) -> None:
    body = document["paths"]["/api/messages"]["post"]["requestBody"]
    assert body["required"] is True
    schema = body["content"]["application/json"]["schema"]
    assert schema["properties"].keys() == {"text", "choice", "message_id"}
    assert schema["additionalProperties"] is False


def test_a_message_is_described_as_it_is_sent(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    assert schemas["Message"]["properties"].keys() | {"from", "at"} == schemas["TranscriptMessage"]["properties"].keys()
    assert schemas["Kind"]["enum"] == [kind.value for kind in Kind]
