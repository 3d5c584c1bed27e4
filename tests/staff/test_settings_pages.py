"""The settings on the staff site: what is saved is what people get next, and nothing typed is lost."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from aiosmtpd.smtp import AuthResult
from starlette.testclient import TestClient

from bot.assembly import Parts
from bot.channels.web.application import create_application
from bot.conversation.service import Incoming
from bot.handoff.notifier import Notifier, notice_targets
from bot.handoff.rounds import Rounds
from bot.library.clinic_settings import save_change, saved_changes, saved_versions
from bot.library.texts import TextId
from bot.staff.audit import entries as audit_lines
from bot.staff.roles import Role
from tests.conftest import free_port
from tests.handoff.conftest import MailSink, WebhookSink, mail_server, webhook
from tests.staff.answering import opened, send
from tests.staff_browser import Answered, StaffBrowser, Words

__all__ = ["webhook"]

PAGE = "/staff/settings"
Made = Callable[[], StaffBrowser]


def words(answered: Answered) -> str:
    return Words(answered.text).text


def form(page: str) -> dict[str, str]:
    """The fields of the form that saves, as a browser would send them; of boxes and circles those that are chosen."""
    [found] = re.findall(r'<form class="card[^>]*method="post".*?</form>', page, re.DOTALL)
    fields: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", found):
        attributes = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if attributes.get("type") not in ("checkbox", "radio") or re.search(r"\schecked", tag):
            fields[attributes["name"]] = unescape(attributes.get("value", ""))
    for name, value in re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>\n?(.*?)</textarea>', found, re.DOTALL):
        fields[name] = unescape(value)
    for name, options in re.findall(r'<select[^>]* name="(\w+)"[^>]*>(.*?)</select>', found, re.DOTALL):
        if chosen := re.search(r'value="([^"]*)" selected', options):
            # The questions have one name; blanks stand between what is chosen.
            fields[name] = f"{fields.get(name, '')} {unescape(chosen[1])}".strip()
    return fields


def saves(browser: StaffBrowser, path: str, base: Mapping[str, str] | None = None, **changes: str) -> Answered:
    """Changes fields of a page's form and sends it."""
    fields = {**(base or form(browser.get(path).text)), **changes}
    token = fields.pop("form_token")
    suggested = [("suggested", slug) for slug in fields.pop("suggested", "").split()]
    return send(browser, path, [*fields.items(), *suggested], token)


def patch(parts: Parts, file: str) -> Any:
    with parts.database.transaction() as session:
        return saved_changes(session).get(file)


def log(parts: Parts) -> list[tuple[str, str, str | None, str | None]]:
    """The lines about settings, the oldest first."""
    with parts.database.transaction() as session:
        lines = [(each.login, each.action, each.subject, each.detail) for each in reversed(audit_lines(session))]
    return [line for line in lines if "settings" in line[1] or "review" in line[1] or "test notice" in line[1]]


def greeting(parts: Parts) -> str:
    return parts.conversation.begin("web", "somebody")[0].text


def test_the_clinic_s_details_are_checked_saved_told_next_and_put_back(browser: Made, staff_parts: Parts) -> None:
    ann, path = opened(browser(), "ann", Role.ADMINISTRATOR), f"{PAGE}/clinic"
    page = ann.get(path)
    for number in ("call 116 123 (Samaritans) or text Shout on 85258", "call 1737", "your local emergency number"):
        assert number in words(page)
    wrong = saves(
        ann, path, name=" ", phone="call us", email="nobody", country="other", other_country="uk", time_zone="America",
        address="Main \x00 Street", urgent_hours="day and night", reply_open="<b>now</b>",
    )  # fmt: skip
    assert wrong.status_code == 422
    for told in (
        "Please give the clinic's name", "Please give a number such as", "This is not an address", "stands in the list",
        "Please choose a time zone", "a character that can't be shown", "Please give the phone that is answered",
        "without < and >", "8 fields need another look",
    ):  # fmt: skip
        assert told in words(wrong), told
    # Nothing that was typed is lost.
    assert form(wrong.text)["phone"] == "call us"
    assert form(wrong.text)["time_zone"] == "America"
    assert 'id="phone-fault"' in wrong.text
    assert 'aria-describedby="phone-fault"' in wrong.text
    assert patch(staff_parts, "clinic.yml") is None

    new = {"name": "Praxis am See 🌊", "country": "other", "other_country": "de", "time_zone": "Europe/Berlin"}
    fields = form(ann.get(path).text) | new
    assert saves(ann, path, fields, email="", erase_items_in_work="yes").status_code == 303
    assert patch(staff_parts, "clinic.yml") == {
        "name": "Praxis am See 🌊", "country": "DE", "time_zone": "Europe/Berlin", "email": None,
        "erase_items_in_work": True,
    }  # fmt: skip
    assert "Praxis am See 🌊" in greeting(staff_parts)
    assert "local emergency number" in staff_parts.texts.emergency_line
    page = ann.get(path)
    assert "Saved. It holds from the next message on." in words(page)
    assert "Changed last by ann" in words(page)
    assert form(page.text)["other_country"] == "DE"
    assert "Praxis am See 🌊, +1 212-555-0142, DE." in words(ann.get(PAGE))

    # Back to the file's words: the field leaves the patch.
    back = saves(ann, path, name="Example KAP Clinic", country="US", other_country="", email="hello@clinic.example")
    assert back.status_code == 303
    assert patch(staff_parts, "clinic.yml") == {"time_zone": "Europe/Berlin", "erase_items_in_work": True}
    assert saves(ann, path).status_code == 303
    assert "Nothing was changed." in words(ann.get(path))

    # An older version goes into the form first, and is saved from there.
    versions = ann.get(f"{PAGE}/versions/clinic?old=1&new=2")
    assert "From version 1 (ann) to version 2 (ann)" in words(versions)
    assert "(removed: DE)" in words(versions)
    old = ann.get(f"{path}?version=1")
    assert "This form holds version 1 (ann). Nothing is changed before you save it." in words(old)
    assert saves(ann, path, form(old.text)).status_code == 303
    assert staff_parts.texts.clinic.name == "Praxis am See 🌊"
    assert ann.get(f"{path}?version=77").status_code == 404
    assert ann.get(f"{PAGE}/versions/nothing").status_code == 404
    assert log(staff_parts) == [
        ("ann", "changed settings", "clinic", "version-1"),
        ("ann", "changed settings", "clinic", "version-2"),
        ("ann", "restored older settings", "clinic", "version-3"),
    ]


def test_hours_and_days_of_two_people_at_once(browser: Made, staff_parts: Parts) -> None:
    ann, bo = (opened(browser(), login, Role.ADMINISTRATOR) for login in ("ann", "bo"))
    hours, days = f"{PAGE}/hours", f"{PAGE}/retention"
    anns, bos = form(ann.get(hours).text), form(bo.get(hours).text)
    assert "monday_closed" not in anns
    assert anns["sunday_closed"] == "yes"
    wrong = saves(ann, hours, anns, monday_opens="18:00", tuesday_closes="late")
    assert wrong.status_code == 422
    assert "The clinic closes before it opens here." in words(wrong)
    assert "Please give both times as 09:00" in words(wrong)
    assert form(wrong.text)["tuesday_closes"] == "late"
    # Bo changes other fields of the same file meanwhile, which takes nothing from Ann.
    assert saves(bo, days, chats="60").status_code == 303
    assert saves(ann, hours, anns, monday_closed="yes").status_code == 303
    assert patch(staff_parts, "clinic.yml") == {"keep_days": {"chats": 60}, "hours": {"monday": None}}
    assert "Monday" not in staff_parts.texts.clinic.spoken_hours
    late = saves(bo, hours, bos, friday_closes="12:00")
    assert late.status_code == 409
    assert "ann has saved something else here" in words(late)
    assert "Theirs, as it is now" in words(late)
    kept = form(late.text)
    assert kept["friday_closes"] == "12:00"
    assert "Monday" not in staff_parts.texts.clinic.spoken_hours
    # Whoever has seen both may save.
    assert saves(bo, hours, kept).status_code == 303
    assert "Monday to Thursday 09:00 to 17:00, Friday 09:00 to 12:00" in staff_parts.texts.clinic.spoken_hours

    for nonsense in ("0", "-1", "ten", "3651", "٣", "9" * 40, ""):
        answered = saves(ann, days, prescreens=nonsense)
        assert answered.status_code == 422, nonsense
        assert "from 1 to 3650" in words(answered)
    asked = saves(ann, days, chats="7", prescreens="91")
    assert asked.status_code == 422
    assert "erased for good within the hour" in words(asked)
    assert "Chats: 7 days in place of 60" in words(asked)
    assert staff_parts.texts.clinic.keep_days.chats == 60
    assert saves(ann, days, form(asked.text), sure="yes").status_code == 303
    keep = staff_parts.texts.clinic.keep_days
    assert (keep.chats, keep.prescreens) == (7, 91)
    assert patch(staff_parts, "clinic.yml")["keep_days"] == {"chats": 7, "prescreens": 91}
    bo.posts(hours, {**kept, "form_token": "stale"})
    assert len(log(staff_parts)) == 4


def test_wordings_are_looked_at_refused_saved_compared_and_restored(browser: Made, staff_parts: Parts) -> None:
    ann, path = opened(browser(), "ann", Role.ADMINISTRATOR), f"{PAGE}/privacy"
    first = form(ann.get(path).text)
    assert "erased {session_days} days after your last message" in first["text"]
    page = words(ann.get(path))
    assert "erased 30 days after your last message" in page
    assert "Reads at school grade 4" in page
    assert "{clinic_hours}" in page
    for text, told in (
        ("", "Please write something here."),
        ("x" * 3501, "This has 3501 characters"),
        ("Ask {clinc_name}.", "Nothing is known that could stand for {clinc_name}"),
        ("Your number is {reference}.", "Nothing is known that could stand for {reference}"),
        ("You are not eligible for KAP.", "It judges the reader"),
        ("See [us](javascript:alert).", "must start with http"),
        ("A \x0b sign.", "a character that can't be shown"),
    ):
        refused = saves(ann, path, act="save", text=text)
        assert refused.status_code == 422, text
        assert told in words(refused), text
        assert form(refused.text)["text"] == text.strip()
    assert patch(staff_parts, "texts.yml") is None
    ours = "All is kept for {session_days} days at {clinic_name}.\r\n\r\n- <b>Nobody</b> watches 🙂"
    looked = saves(ann, path, act="look", text=ours)
    assert looked.status_code == 200
    assert "All is kept for 30 days at Example KAP Clinic." in words(looked)
    assert "&lt;b&gt;Nobody" in looked.text
    assert "The text uses HTML" in words(looked)
    assert patch(staff_parts, "texts.yml") is None
    ours = ours.replace("<b>", "").replace("</b>", "")
    assert saves(ann, path, act="save", text=ours).status_code == 303
    assert patch(staff_parts, "texts.yml") == {"texts": {"privacy": {"text": ours.replace("\r", "")}}}
    assert staff_parts.texts[TextId.PRIVACY].text.startswith("All is kept for 30 days")
    staff_parts.conversation.begin("web", "somebody")
    [said] = staff_parts.conversation.reply("web", "somebody", Incoming(text="what happens to my data, privacy?"))[:1]
    assert said.kind == "privacy"
    restored = form(ann.get(f"{path}?version=0").text)
    assert restored["text"] == first["text"]
    assert saves(ann, path, restored, act="save").status_code == 303
    assert patch(staff_parts, "texts.yml") == {}
    assert log(staff_parts)[-1] == ("ann", "restored older settings", "privacy", "version-2")


def test_another_consent_is_another_version_and_a_question_another_pre_screen(
    browser: Made, staff_parts: Parts
) -> None:
    ann, bo = (opened(browser(), login, Role.ADMINISTRATOR) for login in ("ann", "bo"))
    consent, question = f"{PAGE}/prescreen/consent", f"{PAGE}/prescreen/liver_kidney"
    shipped = form(ann.get(consent).text)
    assert "Yes, let&#39;s begin" in ann.get(consent).text
    assert saves(ann, consent, act="save", text=f"{shipped['text']} You can ask us first.").status_code == 303
    asked = staff_parts.questionnaire
    assert (asked.version, asked.consent.version) == (2, 2)
    bos = form(bo.get(question).text)
    hard = "Notwithstanding considerable hepatological deterioration, characterise nephrological abnormalities."
    refused = saves(ann, question, act="save", text=hard)
    assert refused.status_code == 422
    assert "It reads at school grade" in words(refused)
    assert "This is a plain line" in words(saves(ann, question, act="save", title="[Liver]"))
    assert saves(ann, question, act="save", text="Liver or kidneys: anything there?").status_code == 303
    asked = staff_parts.questionnaire
    assert asked["liver_kidney"].text == "Liver or kidneys: anything there?"
    assert (asked.version, asked.consent.version) == (3, 2)
    # Another question is nobody else's business, and this one is: both wordings are shown.
    pregnancy = f"{PAGE}/prescreen/pregnancy"
    assert (
        saves(bo, pregnancy, bos | form(bo.get(pregnancy).text) | {"seen": bos["seen"]}, act="save").status_code == 303
    )
    late = saves(bo, question, bos, act="save", why="Everyone is asked this.")
    assert late.status_code == 409
    assert "Liver or kidneys: anything there?" in words(late)
    assert form(late.text)["why"] == "Everyone is asked this."
    # Back to the shipped words: they leave the patch, and a version that people agreed to is never used again.
    assert saves(ann, consent, shipped | {"seen": form(ann.get(consent).text)["seen"]}, act="save").status_code == 303
    assert patch(staff_parts, "prescreen.yml") == {
        "version": 4,
        "consent": {"version": 3},
        "questions": [{"id": "liver_kidney", "text": "Liver or kidneys: anything there?"}],
    }
    overview = words(ann.get(f"{PAGE}/prescreen"))
    assert "This is version 4." in overview
    assert "Question: Leaving a message" in overview
    for nothing in ("labels", "review", "privacy"):
        assert ann.get(f"{PAGE}/prescreen/{nothing}").status_code == 404
    assert "12 questions, version 4." in words(ann.get(PAGE))


def test_a_clinician_marks_the_texts_for_people_in_danger(browser: Made, staff_parts: Parts) -> None:
    cleo, ann = opened(browser(), "cleo", Role.CLINICIAN), opened(browser(), "ann", Role.ADMINISTRATOR)
    ed = opened(browser(), "ed", Role.EDITOR)
    path = f"{PAGE}/danger"
    waiting = len(staff_parts.texts.awaiting_approval())
    assert f"{waiting} Await approval" in words(cleo.get("/staff/"))
    assert "Texts for people in danger" not in words(ed.get("/staff/"))
    page = cleo.get(path)
    assert "I'm so glad you told me." in words(page)
    assert "call 988 or text 988 (988 Suicide &amp; Crisis Lifeline)" in page.text
    assert "2026-" in page.text
    assert 'value="Cleo Nwosu"' in page.text
    assert f"{PAGE}/clinic" not in page.text
    prints = dict(re.findall(r'name="(words_\w+)" value="(\w+)"', page.text))
    assert len(prints) == waiting
    token = cleo.token_of(path)
    assert send(cleo, path, [("by", "Dr. Cleo"), *prints.items()], token).status_code == 422
    nameless = send(cleo, path, [("by", " "), ("text", "crisis_suicide"), *prints.items()], token)
    assert nameless.status_code == 422
    assert "Please give the clinician's name" in words(nameless)
    assert re.search(r'value="crisis_suicide" checked', nameless.text)
    marks = [("by", "Dr. Cleo Nwosu"), ("text", "crisis_suicide"), ("text", "distress"), ("text", "greeting")]
    assert send(cleo, path, [*marks, *prints.items()], token).status_code == 303
    assert len(staff_parts.texts.awaiting_approval()) == waiting - 2
    approved = staff_parts.texts[TextId.CRISIS_SUICIDE].approved
    assert approved is not None
    assert (approved.by, approved.words) == ("Dr. Cleo Nwosu", prints["words_crisis_suicide"])
    assert "2 texts are marked as reviewed by Dr. Cleo Nwosu." in words(cleo.get(path))
    assert "Approved last by Dr. Cleo Nwosu" in words(ann.get(PAGE))
    # Ann had the page open: what somebody else marked stays theirs.
    second = [("by", "Ann"), ("text", "crisis_suicide"), ("text", "no_methods"), *prints.items()]
    assert send(ann, path, second, ann.token_of(path)).status_code == 303
    assert "1 text is marked as reviewed by Ann. 1 had been marked" in words(ann.get(path))
    assert staff_parts.texts[TextId.CRISIS_SUICIDE].approved == approved
    # The words change while somebody reads them: their mark does not go to words that they never saw.
    change_text(staff_parts, TextId.CRISIS_SAFE, "I'm glad. {crisis_line}, or call {emergency_line}.")
    stale = send(cleo, path, [("by", "Dr. Cleo"), ("text", "crisis_safe"), *prints.items()], token)
    assert stale.status_code == 409
    assert "Nothing is marked yet." in words(stale)
    assert TextId.CRISIS_SAFE in staff_parts.texts.awaiting_approval()
    assert cleo.sends(f"{path}/take-back", {"text": "distress"}, page=path).status_code == 303
    assert TextId.DISTRESS in staff_parts.texts.awaiting_approval()
    assert cleo.sends(f"{path}/take-back", {"text": "greeting"}, page=path).status_code == 404
    # Approvals and the wording of other texts of the file live side by side.
    assert saves(ann, f"{PAGE}/privacy", act="save", text="It is kept.").status_code == 303
    assert staff_parts.texts[TextId.CRISIS_SUICIDE].approved == approved
    lines = [(who, subject) for who, action, subject, _ in log(staff_parts) if "marked" in action]
    assert lines == [("cleo", "distress"), ("cleo", "crisis_suicide"), ("ann", "no_methods")]


def test_an_approval_in_the_file_can_be_taken_back_and_given_anew(browser: Made, staff_parts: Parts) -> None:
    path = staff_parts.settings.content_dir / "texts.yml"
    content = yaml.safe_load(path.read_text())
    content["texts"]["distress"]["approved"] = {"by": "Dr. File", "on": "2026-01-31"}
    write_with_on(path, content)
    ann, page = opened(browser(), "ann", Role.ADMINISTRATOR), f"{PAGE}/danger"
    # The file was changed under a running guide, which reads it anew with the next change.
    assert saves(ann, f"{PAGE}/privacy", act="save", text="It is kept.").status_code == 303
    assert "Approved by Dr. File on 2026-01-31" in words(ann.get(page))
    assert ann.sends(f"{page}/take-back", {"text": "distress"}, page=page).status_code == 303
    assert TextId.DISTRESS in staff_parts.texts.awaiting_approval()
    prints = dict(re.findall(r'name="(words_\w+)" value="(\w+)"', ann.get(page).text))
    answered = send(ann, page, [("by", "Dr. New"), ("text", "distress"), *prints.items()], ann.token_of(page))
    assert answered.status_code == 303
    approved = staff_parts.texts[TextId.DISTRESS].approved
    assert approved is not None
    assert approved.by == "Dr. New"


def test_a_test_notice_says_that_it_is_one_and_what_became_of_it(
    staff_parts: Parts, webhook: WebhookSink, caplog: pytest.LogCaptureFixture
) -> None:
    port = free_port()
    settings = staff_parts.settings.model_validate(
        {
            **staff_parts.settings.model_dump(),
            "smtp_url": f"smtp://ann:opensesame@127.0.0.1:{port}?starttls=no",
            "alert_mail_to": "ada@clinic.example, duty@clinic.example",
            "alert_mail_from": "guide@clinic.example",
            "alert_webhook_url": webhook.url,
            "alert_webhook_secret": "swordfish",
        }
    )
    targets = notice_targets(settings, lambda: "America/New_York")
    notifier = Notifier(staff_parts.database, Rounds.from_settings(settings, targets), targets)
    parts, path = replace(staff_parts, settings=settings, notifier=notifier), f"{PAGE}/notices"
    with TestClient(create_application(parts), raise_server_exceptions=False, follow_redirects=False) as client:
        ann = opened(StaffBrowser(client, parts), "ann", Role.ADMINISTRATOR)
        shown = ann.get(path)
        for part in ("ada@clinic.example, duty@clinic.example", f"127.0.0.1, port {port}, not encrypted", "15 minutes"):
            assert part in words(shown)
        down = ann.sends(path)
        assert "Mail: No mail server listens at that address and port." in words(down)
        assert "Webhook: The webhook took it." in words(down)
        [test] = webhook.posted
        assert (test["kind"], test["reference"], test["round"], test["danger"]) == ("test", None, 0, None)
        webhook.status = 500
        sink = MailSink(refuse=lambda address: "550 no" if address.startswith("duty") else None)
        known = {"ann": False}
        server = mail_server(
            sink,
            port,
            authenticator=lambda *_: AuthResult(success=known["ann"], handled=False),
            auth_require_tls=False,
        )
        server.start()
        try:
            locked = ann.sends(path)
            known["ann"] = True
            up = ann.sends(path)
        finally:
            server.stop()
        assert "The mail server did not accept the user name and password of KAP_SMTP_URL." in words(locked)
        assert "The mail server took it for 1 of 2 recipients" in words(up)
        assert "The webhook answered with code 500" in words(up)
        [mail] = sink.texts
        assert "Subject: KAP Guide: this is a test, and nobody waits" in mail
        assert "Importance" not in mail
        assert not re.search("may be in danger|Reference", mail)
        said = f"{shown.text}{down.text}{locked.text}{up.text}{caplog.text}"
        assert not re.search("opensesame|swordfish|/hook", said)
        assert "Mail to 2 addresses and webhook at 127.0.0.1." in words(ann.get(PAGE))
    with parts.database.transaction() as session:
        assert parts.queue.open_items(session) == []
    assert [line[2:] for line in log(parts)] == [
        ("mail", "not-taken"), ("webhook", "taken"), ("mail", "not-taken"), ("webhook", "not-taken"),
        ("mail", "taken"), ("webhook", "not-taken"),
    ]  # fmt: skip


def test_without_a_way_to_tell_the_clinic_the_page_says_so(browser: Made, staff_parts: Parts) -> None:
    ann = opened(browser(), "ann", Role.ADMINISTRATOR)
    page = words(ann.get(f"{PAGE}/notices"))
    assert "Nobody is told of anything by itself." in page
    assert "Send a test notice" not in page
    # A change that came about elsewhere stays where it is, though it makes no sense.
    with staff_parts.database.transaction() as session:
        save_change(session, "clinic.yml", {"phone": "call us"}, base=0, author="somebody")
    refused = saves(ann, f"{PAGE}/hours", monday_closed="yes")
    assert refused.status_code == 422
    assert "clinic.yml has a fault: phone" in words(refused)
    assert saves(ann, f"{PAGE}/clinic", phone="+1 212-555-0100").status_code == 303
    assert staff_parts.texts.clinic.phone == "+1 212-555-0100"
    with staff_parts.database.transaction() as session:
        assert [version.number for version in saved_versions(session, "clinic.yml")] == [2, 1]


def change_text(parts: Parts, name: TextId, text: str) -> None:
    with parts.database.transaction() as session:
        before = saved_versions(session, "texts.yml")[0]
        texts = {**before.patch["texts"], name.value: {"text": text}}
        save_change(session, "texts.yml", {"texts": texts}, base=before.number, author="somebody")
    parts.voice.refresh()


def write_with_on(path: Path, content: Any) -> None:
    """As a clinic writes it: without quotes, so that YAML reads the word on as true, and the day as a day."""
    text = yaml.safe_dump(content, allow_unicode=True)
    path.write_text(text.replace("'on': '2026-01-31'", "on: 2026-01-31"))
