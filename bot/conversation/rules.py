"""Rasa's rules, read by the app, so that it follows the same ones while Rasa is away."""

from collections.abc import Mapping
from pathlib import Path

import yaml


class RulesFault(ValueError):
    """A file of rules that the app cannot follow; the text names it."""


def read_rules(folder: Path) -> Mapping[str, str]:
    """The action for each intent, from rules of one step (`intent`, then `action`) in `folder/*.yml`.

    The action may be a form, which the rule then says again as its `active_loop`.

    Raises RulesFault, OSError.
    """
    actions: dict[str, str] = {}
    for path in sorted(folder.glob("*.yml")):
        try:
            for rule in yaml.safe_load(path.read_text())["rules"]:
                intent, action, *loop = rule["steps"]
                if loop not in ([], [{"active_loop": action["action"]}]):
                    raise ValueError
                actions[intent["intent"]] = action["action"]
        except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
            raise RulesFault(f"{path.name} has a rule that is not one intent and one action.") from error
    return actions
