"""Rasa's own files agree with each other and with the app."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from actions.actions import dialogue_actions
from actions.prescreen import FORM, SLOT
from bot.assembly import RULES, Parts
from bot.conversation.acts import InDanger
from bot.conversation.lookup import Said
from bot.conversation.rules import read_rules
from bot.conversation.stand_in import FALLBACK_INTENT, FALLBACK_THRESHOLD
from bot.safety.training import NOT_ORDINARY
from bot.settings import PROJECT

# Fewer examples than this, and an intent is a guess.
LEAST_EXAMPLES = 30


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text())
    return found


DOMAIN = read(PROJECT / "domain.yml")
CONFIG = read(PROJECT / "config.yml")
INTENTS: list[str] = DOMAIN["intents"]
# Rasa calls these by itself while the form is open.
OF_THE_FORM = {f"validate_{FORM}", f"action_ask_{SLOT}"}


def examples() -> Iterator[tuple[str, str]]:
    """Each training example with its intent."""
    for path in sorted((PROJECT / "data" / "nlu").glob("*.yml")):
        for block in read(path)["nlu"]:
            for line in block["examples"].splitlines():
                assert line.startswith("- "), f"{path.name}: {line!r} is no example"
                yield block["intent"], line.removeprefix("- ").strip()


def rules() -> Iterator[tuple[str, str]]:
    """Each rule's intent and action; a form is opened as well as run."""
    for path in sorted(RULES.glob("*.yml")):
        for rule in read(path)["rules"]:
            intent, action, *loop = rule["steps"]
            assert loop == ([{"active_loop": FORM}] if action["action"] == FORM else [])
            yield intent["intent"], action["action"]


def test_every_action_has_a_decision_and_every_decision_an_action_or_form(shared_parts: Parts) -> None:
    assert sorted({*DOMAIN["actions"], *DOMAIN["forms"]} - OF_THE_FORM) == sorted(shared_parts.dialogue.actions)
    names = [action.name() for action in dialogue_actions(shared_parts.dialogue, shared_parts.prescreen_dialogue)]
    assert sorted(DOMAIN["actions"]) == sorted(names), "the webhook runs just the actions of the domain"


def test_the_forms_one_slot_is_filled_by_nobody_and_steers_nothing() -> None:
    assert DOMAIN["forms"] == {FORM: {"required_slots": [SLOT]}}
    # A mapping would keep a person's words in Rasa's memory.
    assert DOMAIN["slots"] == {SLOT: {"type": "any", "influence_conversation": False, "mappings": [{"type": "custom"}]}}


def test_the_engines_channel_names_the_form_and_the_slot_of_the_domain() -> None:
    # It runs on another Python, which has Rasa and not the app.
    assert f'FORM, SLOT = "{FORM}", "{SLOT}"' in (PROJECT / "engine" / "channel.py").read_text()


def test_every_intent_has_exactly_one_rule() -> None:
    counted = Counter(intent for intent, _ in rules())
    assert counted == Counter([*INTENTS, FALLBACK_INTENT])


def test_every_rule_names_an_action_of_the_domain_and_every_action_is_used() -> None:
    assert {action for _, action in rules()} == {*DOMAIN["actions"], *DOMAIN["forms"]} - OF_THE_FORM


def test_the_app_reads_the_same_rules() -> None:
    assert read_rules(RULES) == dict(rules())


def test_every_intent_has_enough_examples_and_no_other_has_any() -> None:
    counted = Counter(intent for intent, _ in examples())
    assert counted.keys() == set(INTENTS)
    assert {intent: number for intent, number in counted.items() if number < LEAST_EXAMPLES} == {}


def test_no_example_stands_under_two_intents_or_twice() -> None:
    seen = Counter(text.casefold() for _, text in examples())
    assert [text for text, number in seen.items() if number > 1] == []


def test_no_example_is_blank_or_a_command() -> None:
    assert [text for _, text in examples() if not text or text.startswith("/")] == []


def test_what_rasa_takes_for_danger_is_never_said_by_rasa_itself(shared_parts: Parts) -> None:
    dangers = {"crisis": InDanger(), "emergency": InDanger(is_emergency=True)}
    for intent, act in dangers.items():
        assert shared_parts.dialogue.decide(read_rules(RULES)[intent], Said("help")) == [act]


def test_the_screen_knows_the_intents_of_danger_by_their_names() -> None:
    assert set(NOT_ORDINARY) <= set(INTENTS)


def test_the_app_gives_up_at_the_same_point_as_rasa() -> None:
    [fallback] = [part for part in CONFIG["pipeline"] if part["name"] == "FallbackClassifier"]
    assert fallback["threshold"] == FALLBACK_THRESHOLD
    # The app looks at the best class alone.
    assert fallback["ambiguity_threshold"] == 0


def test_what_is_not_understood_is_looked_up_in_rasa_and_in_the_app() -> None:
    [policy] = [part for part in CONFIG["policies"] if part["name"] == "RulePolicy"]
    assert policy["core_fallback_action_name"] == read_rules(RULES)[FALLBACK_INTENT] == "action_answer_question"


def test_a_session_of_rasa_never_expires_by_itself() -> None:
    assert DOMAIN["session_config"]["session_expiration_time"] == 0


def test_rasa_is_reached_and_calls_back_with_the_secret_alone() -> None:
    endpoint = read(PROJECT / "endpoints.yml")["action_endpoint"]
    assert endpoint["url"].startswith("http://127.0.0.1:")
    assert endpoint["headers"] == {"Authorization": "Bearer ${KAP_ENGINE_SECRET}"}
    assert read(PROJECT / "credentials.yml") == {"engine.channel.AppChannel": {"secret": "${KAP_ENGINE_SECRET}"}}
