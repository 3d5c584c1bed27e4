"""RFC 7396, with its own examples, and lists whose items have an `id`."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library.merge_patch import difference, merged

PLAIN = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
DOCUMENTS = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
)


@pytest.mark.parametrize(
    ("document", "patch", "result"),
    [
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
        (["a", "b"], ["c", "d"], ["c", "d"]),
        ({"a": "foo"}, None, None),
        ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
        ([{"id": "x", "t": 1}, {"id": "y", "t": 2}], [{"id": "y", "t": 3}], [{"id": "x", "t": 1}, {"id": "y", "t": 3}]),
        # What the file no longer has does not come back.
        ([{"id": "x", "t": 1}], [{"id": "gone", "t": 3}], [{"id": "x", "t": 1}]),
    ],
)
def test_the_patch_goes_over_the_document(document: Any, patch: Any, result: Any) -> None:
    assert merged(document, patch) == result


@given(DOCUMENTS, DOCUMENTS)
def test_once_more_changes_nothing_more(document: Any, patch: Any) -> None:
    once = merged(document, patch)
    assert merged(once, patch) == once


# A patch can put None nowhere: it takes out.
VALUES = st.recursive(
    st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
)
MAPPINGS = st.dictionaries(st.sampled_from("abcd"), VALUES, max_size=4)


@given(MAPPINGS, MAPPINGS)
def test_a_difference_leads_from_the_one_to_the_other(document: Any, wanted: Any) -> None:
    assert merged(document, difference(document, wanted)) == wanted
    assert difference(wanted, wanted) == {}


def test_of_a_list_with_ids_only_what_differs_is_in_the_difference() -> None:
    before = {"v": 1, "q": [{"id": "x", "t": 1, "u": 2}, {"id": "y", "t": 2}], "gone": 1, "never": None}
    wanted = {"v": 1, "q": [{"id": "x", "t": 1}, {"id": "y", "t": 3}], "new": [1], "never": None}
    patch = difference(before, wanted)
    assert patch == {"gone": None, "q": [{"id": "x", "u": None}, {"id": "y", "t": 3}], "new": [1]}
    assert merged(before, patch) == wanted
