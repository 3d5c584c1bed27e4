"""What is done about one message, around a danger: who is told, what is said of it, and what is answered beside it."""

import secrets
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.assembly import Parts
from bot.conversation.acts import Act, InDanger, Say
from bot.conversation.alarm import Alarm
from bot.conversation.care import ALARMING, CARE_CHOICES
from bot.conversation.care_given import in_danger, tapped
from bot.conversation.talk import Talk, Turn
from bot.conversation.turns import Turns
from bot.conversation.watch import Watch
from bot.library.texts import ChoiceId, TextId
from bot.safety.dangers import Danger
from bot.safety.screen import Comfort, Finding
from bot.storage.models import ConversationRow
from tests.conversation.act_readings import buttons_of, entries_of, texts_of

SUICIDE = Finding(Danger.SUICIDE, share=1.0)
NOTHING = Finding()
UNDER_ANSWERS = (TextId.SUPPORT_LINE, TextId.NOT_EMERGENCY_CARE)


class Bell(Alarm):
    """Notes what it was rung for, and says what the test wants it to say."""

    def __init__(self, outcome: TextId = TextId.ALERT_KEPT) -> None:
        self.outcome = outcome
        self.rung: list[Danger] = []

    def raised(self, danger: Danger, conversation: str | None) -> TextId:
        self.rung.append(danger)
        return self.outcome


@pytest.fixture
def turns(shared_parts: Parts, monkeypatch: pytest.MonkeyPatch) -> Turns:
    turns = shared_parts.conversation._turns
    # A Sunday: the clinic is closed.
    monkeypatch.setattr(turns, "_clock", lambda: datetime(2026, 11, 22, 12, tzinfo=UTC))
    return turns


def talk(watch: Watch | None = None, *, is_acknowledged: bool = False, recent: tuple[str, ...] = ()) -> Talk:
    return Talk(secrets.token_hex(16), "m1", None, list(recent), watch, is_acknowledged)


def watched(danger: Danger = Danger.SUICIDE) -> Watch:
    return replace(in_danger(None, danger, "")[1], told=True)


def said(turn: Turn) -> list[TextId]:
    return texts_of(turn.acts)


def answers(turn: Turn) -> list[str]:
    return entries_of(turn.acts)


# The alarm


@pytest.mark.parametrize("danger", list(Danger))
def test_help_comes_first_and_then_what_became_of_the_alert(turns: Turns, danger: Danger) -> None:
    bell = Bell()
    turn = turns.typed(talk(), "now", Finding(danger), bell)
    assert said(turn)[1] is TextId.ALERT_KEPT
    assert said(turn)[0] in ALARMING
    assert bell.rung == [danger]
    assert turn.watch is not None
    assert turn.watch.told


def test_only_what_is_stored_is_called_stored_and_offers_the_clinic(turns: Turns) -> None:
    turn = turns.typed(talk(), "i want to die", SUICIDE, Bell(TextId.ALERT_WAITING))
    assert said(turn) == [TextId.CRISIS_SUICIDE, TextId.ALERT_WAITING]
    assert ChoiceId.TELL_CLINIC not in buttons_of(turn.acts)
    assert turn.watch is not None
    assert not turn.watch.told
    later = turns.typed(talk(turn.watch), "i want to die", SUICIDE, Bell())
    assert said(later) == [TextId.CRISIS_AGAIN, TextId.ALERT_KEPT]


def test_the_person_reads_of_the_alert_once_and_the_clinic_of_every_danger(turns: Turns) -> None:
    bell = Bell()
    turn = turns.typed(talk(watched()), "i want to die", SUICIDE, bell)
    assert said(turn) == [TextId.CRISIS_AGAIN]
    assert bell.rung == [Danger.SUICIDE]


def test_a_yes_rings_and_a_no_does_not(turns: Turns) -> None:
    for text, rings in {"yes": True, "no": False, "idk": False, "that's not what i meant": False}.items():
        bell = Bell()
        turns.typed(talk(watched()), text, NOTHING, bell)
        assert bool(bell.rung) is rings, text
    bell = Bell()
    assert said(turns.tapped(talk(watched()), ("choice:safety_yes", "Yes", True), bell)) == [TextId.CRISIS_YES]
    assert bell.rung == [Danger.SUICIDE]


@pytest.mark.parametrize(("share", "text"), [(0.0, TextId.DISTRESS), (0.3, TextId.CRISIS_SUICIDE)])
def test_rasa_alone_is_believed_only_where_the_screen_half_agrees(
    turns: Turns, monkeypatch: pytest.MonkeyPatch, share: float, text: TextId
) -> None:
    monkeypatch.setattr(turns._decisions._engine, "acts", lambda conversation, said: [InDanger()])
    turn = turns.typed(talk(), "it is all too much", Finding(share=share), Bell())
    assert said(turn)[0] is text


@pytest.mark.parametrize("act", [InDanger(), Say(text=TextId.DISTRESS)])
@pytest.mark.parametrize("text", ["just had a sandwich", "took my meds already", "gave my bike to my nephew"])
def test_rasas_word_for_trouble_is_not_taken_where_the_screen_sees_no_trace_of_any(
    turns: Turns, monkeypatch: pytest.MonkeyPatch, text: str, act: Act
) -> None:
    monkeypatch.setattr(turns._decisions._engine, "acts", lambda conversation, said: [act])
    assert said(turns.typed(talk(), text, Finding(trouble=0.02), Bell())) == [TextId.WHAT_ABOUT]
    assert TextId.DISTRESS in said(turns.typed(talk(), text, Finding(trouble=0.2), Bell()))


def test_a_question_that_rasa_takes_for_distress_is_looked_up(turns: Turns, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns._decisions._engine, "acts", lambda conversation, said: [Say(text=TextId.DISTRESS)])
    turn = turns.typed(talk(), "how long does one session take?", Finding(trouble=0.02), Bell())
    assert answers(turn) == ["session_duration"]


def test_a_plain_no_in_the_pre_screen_is_no_denial_of_suicide(turns: Turns, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Talk, "place", "asking")
    monkeypatch.setattr(turns._decisions._engine, "acts", lambda conversation, said: [Say(text=TextId.HEARD_NO)])
    for is_tender, text in ((False, TextId.HEARD_NO), (True, TextId.DENIAL_HEARD)):
        finding = Finding(comfort=Comfort.DENIAL, is_tender=is_tender)
        assert said(turns.typed(talk(), "no nothing like that", finding, Bell()))[0] is text


def test_messages_that_tell_of_danger_together_are_met_as_danger(turns: Turns, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns._screen, "look_together", lambda texts: Danger.SUICIDE)
    turn = turns.typed(talk(recent=("a", "b")), "c", Finding(share=0.39), Bell())
    assert said(turn)[0] is TextId.CRISIS_SUICIDE


# What is answered beside it


def test_a_question_beside_the_danger_is_answered_with_a_word_on_what_kap_is_not(turns: Turns) -> None:
    turn = turns.typed(talk(), "how long does one session take", SUICIDE, Bell())
    assert answers(turn) == ["session_duration"]
    assert said(turn)[-1] is TextId.NOT_EMERGENCY_CARE


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("how much ketamine would be too much", SUICIDE),
        ("how long does one session take", Finding(Danger.OVERDOSE)),
        ("how long does one session take", Finding(Danger.MEDICAL)),
    ],
)
def test_nothing_is_answered_in_an_emergency_or_about_means(turns: Turns, text: str, finding: Finding) -> None:
    assert answers(turns.typed(talk(), text, finding, Bell())) == []


def test_a_report_of_help_that_looks_like_danger_is_heard_and_the_clinic_is_told(turns: Turns) -> None:
    guessed, bell = Finding(Danger.THREAT, share=0.86), Bell()
    turn = turns.typed(talk(watched()), "she is driving me to the ER", NOTHING, Bell())
    assert said(turn) == [TextId.CRISIS_HELP_REACHED]
    turn = turns.typed(talk(watched()), "she is driving me to the ER", guessed, bell)
    assert (said(turn), bell.rung) == ([TextId.CRISIS_HELP_REACHED], [Danger.THREAT])
    stated = replace(guessed, share=1.0)
    for watch, finding in ((None, guessed), (watched(), stated)):
        turn = turns.typed(talk(watch), "she is driving me to the ER", finding, Bell())
        assert said(turn)[0] is TextId.CRISIS_THREAT


def test_the_prescreen_goes_on_for_who_said_that_they_are_safe_and_waits_for_others(turns: Turns) -> None:
    waits = turns.typed(talk(watched()), "start the questions", NOTHING, Bell())
    assert TextId.PRESCREEN_WAITS in said(waits)
    _, safe = tapped(watched(), ChoiceId.I_AM_SAFE)
    goes_on = turns.typed(talk(safe), "start the questions", NOTHING, Bell())
    assert said(goes_on) == [TextId.SUPPORT_LINE]
    assert goes_on.change is not None
    assert goes_on.watch is not None
    assert goes_on.watch.in_prescreen
    tapped_on = turns.tapped(talk(safe), ("choice:start_prescreen", "Start", True), Bell())
    assert tapped_on.watch == goes_on.watch


def test_who_had_a_session_reads_whom_to_call_about_it(turns: Turns) -> None:
    text = "i had my second infusion yesterday and now i want to die"
    assert TextId.AFTER_SESSION in said(turns.typed(talk(), text, SUICIDE, Bell()))
    assert TextId.AFTER_SESSION not in said(turns.typed(talk(), "i want to die", SUICIDE, Bell()))


def test_a_statement_in_pieces_is_met_as_danger(turns: Turns) -> None:
    bell = Bell()
    turn = turns.typed(talk(recent=("i want", "to end")), "it all", NOTHING, bell)
    assert said(turn)[0] is TextId.CRISIS_SUICIDE
    assert bell.rung == [Danger.SUICIDE]


@pytest.mark.parametrize(
    ("comfort", "text"), [(Comfort.DENIAL, TextId.DENIAL_HEARD), (Comfort.PAST, TextId.GENTLE_PAST)]
)
def test_a_denial_or_the_past_gets_a_kind_word_and_the_answer(turns: Turns, comfort: Comfort, text: TextId) -> None:
    turn = turns.typed(talk(), "how long does one session take", Finding(comfort=comfort, is_tender=True), Bell())
    assert said(turn) == [text]
    assert answers(turn) == ["session_duration"]
    assert turn.watch is None


def test_a_tender_question_gets_the_line_below_its_answer(turns: Turns) -> None:
    turn = turns.typed(talk(), "does it help with suicidal thoughts", Finding(is_tender=True), Bell())
    assert said(turn)[-1] is TextId.TENDER_TOPIC


# While worry remains


@pytest.mark.parametrize("text", ["what is kap", "thanks", "delete this chat", "who can read my answers"])
def test_every_other_reply_ends_with_the_line(turns: Turns, text: str) -> None:
    turn = turns.typed(talk(watched()), text, NOTHING, Bell())
    assert said(turn)[-1] in UNDER_ANSWERS
    assert (said(turn)[-1] is TextId.NOT_EMERGENCY_CARE) is bool(answers(turn))
    assert turn.watch is not None


@pytest.mark.parametrize("text", ["asdf qwer", "i have high blood pressure", "about 30", "u there?"])
@pytest.mark.parametrize("danger", [Danger.SUICIDE, Danger.OVERDOSE, Danger.VIOLENCE])
def test_what_is_no_plain_question_gets_care_once_more_and_nothing_else(
    turns: Turns, danger: Danger, text: str
) -> None:
    turn = turns.typed(talk(watched(danger)), text, NOTHING, Bell())
    assert said(turn)[0] in {*ALARMING, TextId.CRISIS_SILENCE}
    assert not answers(turn)
    assert turn.wish is None


def test_a_number_in_a_cry_for_help_is_kept(turns: Turns, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[tuple[str | None, str]] = []

    def keep(_: Talk, contact: tuple[str | None, str]) -> bool:
        kept.append(contact)
        return True

    monkeypatch.setattr(turns._danger, "_is_contact_kept", keep)
    assert TextId.CONTACT_KEPT in said(turns.typed(talk(), "i want to die call 212 555 0142", SUICIDE, Bell()))
    assert TextId.CONTACT_KEPT in said(turns.typed(talk(watched()), "212 555 0142", NOTHING, Bell()))
    assert kept == [(None, "212 555 0142")] * 2


def test_amounts_are_not_spoken_of(turns: Turns) -> None:
    for text in ("how much would be too much", "what dose do they give", "how many pills are enough"):
        assert said(turns.typed(talk(watched()), text, NOTHING, Bell())) == [TextId.NO_METHODS, TextId.SUPPORT_LINE]


@pytest.mark.parametrize(
    ("payload", "text"),
    [
        (("choice:keep_chat", "No, keep it", True), TextId.KEPT),
        (("choice:talk_to_person", "Talk to a person", True), TextId.CALLBACK_CLOSED),
        (("choice:keep_chat", "No, keep it", False), TextId.STALE_CHOICE),
        (("entry:gone", "Gone?", True), TextId.STALE_CHOICE),
    ],
)
def test_other_buttons_end_with_the_line_too(turns: Turns, payload: tuple[str, str, bool], text: TextId) -> None:
    turn = turns.tapped(talk(watched()), payload, Bell())
    assert said(turn) == [TextId.CRISIS_SILENCE, text, TextId.SUPPORT_LINE]


def test_help_on_offer_stays_on_offer_while_worry_remains(turns: Turns) -> None:
    for choice in CARE_CHOICES:
        offered = (f"choice:{choice}", "…", False)
        assert said(turns.tapped(talk(watched()), offered, Bell())) != [TextId.STALE_CHOICE]
        assert said(turns.tapped(talk(), offered, Bell())) == [TextId.STALE_CHOICE]


def test_worry_ends_after_a_word_on_safety_and_two_calm_messages(turns: Turns) -> None:
    first = turns.typed(talk(watched()), "no", NOTHING, Bell())
    assert said(first) == [TextId.CRISIS_NO]
    second = turns.typed(talk(first.watch), "what is kap", NOTHING, Bell())
    assert second.watch is not None
    third = turns.typed(talk(second.watch), "how long does one session take", NOTHING, Bell())
    assert third.watch is None
    assert said(third)[-1] is TextId.NOT_EMERGENCY_CARE


def test_worry_ends_after_a_word_on_safety_and_a_clinician(turns: Turns) -> None:
    first = turns.tapped(talk(watched()), ("choice:i_am_safe", "I'm safe right now", True), Bell())
    assert turns.typed(talk(first.watch, is_acknowledged=True), "what is kap", NOTHING, Bell()).watch is None


# Contact


def conversation(parts: Parts, address: str) -> str:
    with parts.database.transaction() as session:
        row = parts.conversation._store.find(session, "web", address)
        assert isinstance(row, ConversationRow)
        return row.id


def test_a_contact_is_kept_beside_the_alert(shared_parts: Parts, turns: Turns, someone: str) -> None:
    here = replace(talk(), id=conversation(shared_parts, someone))
    turn = turns.typed(here, "i want to die", SUICIDE, shared_parts.alarms.about("web", None))
    asked = turns.tapped(replace(here, watch=turn.watch), ("choice:tell_clinic", "…", True), Bell())
    assert said(asked) == [TextId.CONTACT_ASKED]
    unclear = turns.typed(replace(here, watch=asked.watch), "Anna", NOTHING, Bell())
    assert said(unclear) == [TextId.CONTACT_UNCLEAR]
    between = turns.typed(replace(here, watch=unclear.watch), "what is kap", NOTHING, Bell())
    assert answers(between) == ["what_is_kap"]
    kept = turns.typed(replace(here, watch=between.watch), "Anna, ٢١٢ ٥٥٥ ٠١٤٢", NOTHING, Bell())
    assert said(kept) == [TextId.CONTACT_KEPT]
    with shared_parts.database.transaction() as session:
        [alert] = shared_parts.conversation._alerts.of(session, here.id)
    assert alert.contact is not None
    assert (alert.contact.name, alert.contact.reach) == ("Anna", "212 555 0142")


def test_a_contact_without_an_alert_is_not_called_kept(shared_parts: Parts, turns: Turns, someone: str) -> None:
    here = replace(talk(tapped(watched(), ChoiceId.TELL_CLINIC)[1]), id=conversation(shared_parts, someone))
    assert said(turns.typed(here, "anna@mail.example", NOTHING, Bell())) == [TextId.ALERT_WAITING]


# Whatever comes

FINDINGS = st.sampled_from(
    [
        NOTHING,
        SUICIDE,
        *(Finding(danger) for danger in Danger),
        Finding(comfort=Comfort.DENIAL),
        Finding(is_tender=True),
    ]
)
WATCHES = st.none() | st.builds(
    Watch,
    st.sampled_from(Danger),
    told=st.booleans(),
    said_safe=st.booleans(),
    contact_asked=st.booleans(),
    last=st.none() | st.sampled_from(sorted(ALARMING)),
)
TYPED = st.sampled_from(["no", "yes", "idk", "what is kap", "how much is lethal", "no one would care", "😶", "thanks"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TYPED | st.text(max_size=60), FINDINGS, WATCHES, st.sampled_from([TextId.ALERT_KEPT, TextId.ALERT_WAITING]))
def test_no_reply_is_empty_and_none_claims_an_alert_that_is_not(
    turns: Turns, text: str, finding: Finding, watch: Watch | None, outcome: TextId
) -> None:
    bell = Bell(outcome)
    turn = turns.typed(talk(watch), text, finding, bell)
    assert turn.acts
    assert (TextId.ALERT_KEPT in said(turn)) <= (bool(bell.rung) and outcome is TextId.ALERT_KEPT)
    if finding.danger is not None:
        assert said(turn)[0] in ALARMING
        assert bell.rung
        assert turn.watch is not None
    if watch is not None and turn.watch is None:
        assert watch.said_safe
