"""YAML as the clinic writes it: PyYAML's safe loader, and no key twice."""

from collections.abc import Hashable
from typing import Any

import yaml

_TAB_HINT = "a line starts with a tab; indent with spaces"
_USUAL_CAUSE = "often a colon, a quote mark or a # is the cause: put that text in double quotes"


class YamlError(ValueError):
    """YAML that cannot be read. The message is one sentence for an editor, without the file's name."""


class _Loader(yaml.SafeLoader):
    """Refuses a repeated key: PyYAML keeps the last one, so an editor's text would vanish without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, Hashable):
                raise yaml.constructor.ConstructorError(None, None, "a list as a name", key_node.start_mark)
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key} stands there twice", key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


def load(text: str, first_line: int = 1) -> object:
    """Return what one YAML document holds: dicts, lists, str, int, float, bool, dates or None.

    `first_line` is the line of the file at which `text` starts, so that the message names the right one.
    Raises YamlError.
    """
    try:
        # A subclass of SafeLoader builds plain values only.
        return yaml.load(text, Loader=_Loader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        raise YamlError(_sentence(error, first_line)) from error
    except yaml.YAMLError as error:
        raise YamlError("it holds a character that cannot be shown; delete it and type the text again") from error
    except (ValueError, LookupError, AttributeError, TypeError) as error:
        # PyYAML builds dates and numbers itself and lets Python's own errors out: `2026-02-30`, `!!bool perhaps`.
        raise YamlError("a date, a number or a word after !! makes no sense") from error
    except RecursionError as error:
        raise YamlError("lists are nested too deeply") from error


def _sentence(error: yaml.MarkedYAMLError, first_line: int) -> str:
    mark = error.problem_mark or error.context_mark
    where = f"line {mark.line + first_line} cannot be read" if mark else "it cannot be read"
    problem = error.problem or "not YAML"
    if "'\\t'" in problem:
        return f"{where}: {_TAB_HINT}"
    if problem.endswith(" twice"):
        return f"{where}: {problem}; keep one of them"
    return f"{where} ({problem}); {_USUAL_CAUSE}"
