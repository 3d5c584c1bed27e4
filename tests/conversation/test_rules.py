"""Rules: the app follows Rasa's own files, and refuses one that it could not follow."""

from pathlib import Path

import pytest

from bot.conversation.rules import RulesFault, read_rules

TWO_RULES = """\
version: "3.1"
rules:
  - rule: A greeting is returned
    steps:
      - intent: greet
      - action: action_greet
  - rule: Thanks are accepted
    steps:
      - intent: thank
      - action: action_accept_thanks
"""


def test_each_rule_gives_the_action_of_its_intent(tmp_path: Path) -> None:
    (tmp_path / "small_talk.yml").write_text(TWO_RULES)
    (tmp_path / "more.yml").write_text(TWO_RULES.replace("greet", "wave").replace("thank", "bow"))
    (tmp_path / "notes.txt").write_text("not rules")
    assert read_rules(tmp_path) == {
        "greet": "action_greet",
        "thank": "action_accept_thanks",
        "wave": "action_wave",
        "bow": "action_accept_bows",
    }


OPENS_A_FORM = TWO_RULES.replace(
    "      - action: action_greet\n", "      - action: a_form\n      - active_loop: a_form\n"
)


def test_a_rule_may_open_a_form(tmp_path: Path) -> None:
    (tmp_path / "small_talk.yml").write_text(OPENS_A_FORM)
    assert read_rules(tmp_path) == {"greet": "a_form", "thank": "action_accept_thanks"}


@pytest.mark.parametrize(
    "text",
    [
        OPENS_A_FORM.replace("active_loop: a_form", "active_loop: b_form"),
        OPENS_A_FORM.replace("active_loop: a_form", "active_loop: null"),
        OPENS_A_FORM.replace("active_loop: a_form", "slot_was_set: a_form"),
        OPENS_A_FORM.replace("active_loop: a_form\n", "active_loop: a_form\n      - active_loop: null\n"),
        TWO_RULES.replace("      - action: action_greet\n", ""),
        TWO_RULES.replace("      - action: action_greet\n", "      - action: a\n      - action: b\n"),
        TWO_RULES.replace("intent: greet", "slot_was_set: greet"),
        TWO_RULES.replace("rules:", "stories:"),
        "rules: [",
        "",
    ],
)
def test_a_file_that_cannot_be_followed_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "small_talk.yml").write_text(text)
    with pytest.raises(RulesFault, match=r"small_talk\.yml"):
        read_rules(tmp_path)
