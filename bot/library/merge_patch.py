"""Changes to a document of mappings, lists and plain values: JSON Merge Patch (RFC 7396).

One thing more than the RFC: where both sides are lists of mappings with an `id`, the items of the same id are merged.
"""

from collections.abc import Mapping
from typing import Any


def merged(document: Any, patch: Any) -> Any:
    """`document` with the patch over it: None takes a name out, a mapping goes into a mapping, all else replaces.
    Neither argument is changed."""
    if isinstance(patch, Mapping):
        result = dict(document) if isinstance(document, Mapping) else {}
        for name, value in patch.items():
            if value is None:
                result.pop(name, None)
            else:
                result[name] = merged(result.get(name), value)
        return result
    if _has_ids(document) and _has_ids(patch):
        changes = {item["id"]: item for item in patch}
        return [merged(item, changes.get(item["id"], {})) for item in document]
    return patch


def difference(document: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The smallest patch that makes `wanted` of the document; empty where they say the same.

    In a list of mappings with an `id` items may change, but neither come nor go: then the list is replaced. What is
    None in `wanted` is taken out.
    """
    patch: dict[str, Any] = {
        name: None for name, value in document.items() if value is not None and wanted.get(name) is None
    }
    for name, value in wanted.items():
        before = document.get(name)
        if value is None or value == before:
            continue
        if isinstance(before, Mapping) and isinstance(value, Mapping):
            patch[name] = difference(before, value)
        elif _has_ids(before) and _has_ids(value) and _ids(before) == _ids(value):
            patch[name] = [
                {"id": new["id"], **difference(old, new)}
                for old, new in zip(before or [], value, strict=True)
                if old != new
            ]
        else:
            patch[name] = value
    return patch


def _has_ids(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, Mapping) and "id" in item for item in value)


def _ids(items: Any) -> list[Any]:
    return [item["id"] for item in items]
