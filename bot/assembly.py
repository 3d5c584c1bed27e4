"""Puts the parts together for a process, from its settings. The only module that knows them all."""

from dataclasses import dataclass
from pathlib import Path

from threadpoolctl import threadpool_limits

from bot.conversation.alarm import Alarms
from bot.conversation.clinic_desk import ClinicDesk
from bot.conversation.danger_turns import DangerTurns
from bot.conversation.decisions import Decisions
from bot.conversation.dialogue import Dialogue
from bot.conversation.engine import Engine
from bot.conversation.erasure import Erasure
from bot.conversation.lookup import Lookup
from bot.conversation.prescreen_dialogue import PrescreenDialogue
from bot.conversation.rendering import Renderer
from bot.conversation.rules import read_rules
from bot.conversation.service import ConversationService
from bot.conversation.spelling import Spelling, trained_words
from bot.conversation.stand_in import StandIn
from bot.conversation.store import ConversationStore
from bot.conversation.turns import Turns
from bot.handoff.alert_spool import AlertSpool
from bot.handoff.alerts import Alerts
from bot.handoff.notes import Notes
from bot.handoff.notifier import Notifier, notice_targets
from bot.handoff.question_board import QuestionBoard
from bot.handoff.queue import Queue
from bot.handoff.redaction import Redactor
from bot.handoff.rounds import Rounds
from bot.handoff.unanswered import UnansweredQuestions
from bot.library.clinic_settings import Changes
from bot.library.foresight import Foresight
from bot.library.gaps import read_gaps
from bot.library.glossary import read_glossary
from bot.library.live import LiveLibrary
from bot.library.publishing import Publishing
from bot.library.texts import ApprovedTexts, read_texts
from bot.library.training import MODEL_FILE as LIBRARY_FILE
from bot.prescreen.export import PrescreenExport
from bot.prescreen.interpretation.interpreter import read_interpreter
from bot.prescreen.machine import Machine
from bot.prescreen.questionnaire import Questionnaire, read_questionnaire
from bot.prescreen.store import PrescreenStore
from bot.safety.screen import read_screen
from bot.settings import PROJECT, Settings
from bot.staff.staff import Staff
from bot.storage.database import Database, open_database
from bot.storage.keys import engine_secret, vault
from bot.voice import LiveVoice, Voice
from understanding.classifier import INTENTS_FILE, TextClassifier
from understanding.encoder import SentenceEncoder
from understanding.encoder_files import ensure_encoder

RULES = PROJECT / "data" / "stories"
ENCODER_THREADS = 2


@dataclass(frozen=True, slots=True)
class Parts:
    """What a process works with."""

    settings: Settings
    voice: LiveVoice
    database: Database
    library: LiveLibrary
    publishing: Publishing
    foresight: Foresight
    question_board: QuestionBoard
    dialogue: Dialogue
    prescreen_dialogue: PrescreenDialogue
    engine: Engine
    alarms: Alarms
    notifier: Notifier
    queue: Queue
    notes: Notes
    prescreens: PrescreenStore
    staff: Staff

    @property
    def texts(self) -> ApprovedTexts:
        """The approved texts as they are now."""
        return self.voice.now.texts

    @property
    def questionnaire(self) -> Questionnaire:
        """The pre-screen as it is asked now."""
        return self.voice.now.questionnaire

    @property
    def conversation(self) -> ConversationService:
        """What every channel talks to; ask for it anew with each message."""
        return self.voice.now.conversation

    @property
    def export(self) -> PrescreenExport:
        """The export of pre-screens, in today's words."""
        return self.voice.now.export

    def close(self) -> None:
        """Closes connections; call once at the end."""
        self.engine.close()
        self.database.close()


def assemble(settings: Settings, rules: Path = RULES) -> Parts:
    """All parts, ready to work; the database itself may still be down.

    Raises ContentError, EncoderUnavailable, KeyFault, RulesFault, OSError when the installation is incomplete.
    """
    # A message is too little work to share between cores; threads that wait for one another cost more than they bring.
    threadpool_limits(1, user_api="blas")
    # The encoder is the exception: half of what a person waits for.
    encoder = SentenceEncoder(ensure_encoder(settings.models_dir, fetch=False), threads=ENCODER_THREADS)
    classifier = TextClassifier.load(settings.models_dir / INTENTS_FILE)
    sealed = vault(settings)
    database = open_database(settings)
    gaps = read_gaps(settings.content_dir)
    glossary = read_glossary(settings.content_dir)
    library = LiveLibrary(database, encoder, gaps, glossary, classifier.terms, settings.models_dir / LIBRARY_FILE)
    unanswered = UnansweredQuestions(sealed, Redactor())

    def unanswered_texts() -> list[str]:
        with database.transaction() as session:
            return [question.text for question in unanswered.all(session)]

    dialogue, flow = Dialogue(Lookup(library)), read_rules(rules)
    interpreter = read_interpreter(settings.models_dir, encoder)
    # The words of the questions may change later, their ids do not.
    asked = read_questionnaire(settings.content_dir, read_texts(settings.content_dir))
    prescreen_dialogue = PrescreenDialogue(dialogue, flow, asked, interpreter)
    prescreens, store = PrescreenStore(sealed), ConversationStore(sealed)
    targets = notice_targets(settings, lambda: voice.now.texts.clinic.time_zone)
    rounds = Rounds.from_settings(settings, targets)
    queue, alerts = Queue(sealed, rounds), Alerts(sealed, rounds)
    alarms = Alarms(database, alerts, AlertSpool(settings.data_dir / "spool", sealed))
    screen = read_screen(settings.models_dir, encoder)
    engine = Engine(settings.engine_url, engine_secret(settings), settings.engine_timeout, encoder)
    stand_in = StandIn(classifier, encoder, flow, dialogue, prescreen_dialogue)
    decisions = Decisions(engine=engine, stand_in=stand_in, dialogue=dialogue)
    danger = DangerTurns(database=database, alerts=alerts, decisions=decisions)
    spelling = Spelling(trained_words(classifier, encoder.words), encoder.words)

    def speaking(changes: Changes) -> Voice:
        texts = read_texts(settings.content_dir, changes)
        questionnaire = read_questionnaire(settings.content_dir, texts, changes)
        erases_items_in_work = texts.clinic.erase_items_in_work
        turns = Turns(
            library=library,
            screen=screen,
            spelling=spelling,
            decisions=decisions,
            danger=danger,
            machine=Machine(questionnaire),
            clinic=texts.clinic,
        )
        conversation = ConversationService(
            database=database,
            store=store,
            unanswered=unanswered,
            library=library,
            screen=screen,
            alerts=alerts,
            alarms=alarms,
            turns=turns,
            desk=ClinicDesk(queue, prescreens),
            erasure=Erasure(store, alerts, queue, prescreens, erases_items_in_work=erases_items_in_work),
            engine=engine,
            renderer=Renderer(texts, questionnaire),
        )
        return Voice(texts, questionnaire, conversation, PrescreenExport(queue, prescreens, questionnaire))

    voice = LiveVoice(database, speaking)
    voice.refresh()
    notifier = Notifier(database, rounds, targets)
    return Parts(
        settings=settings,
        voice=voice,
        database=database,
        library=library,
        publishing=Publishing(database, encoder, second_review=settings.second_review),
        foresight=Foresight(library, gaps, unanswered_texts),
        question_board=QuestionBoard(database, unanswered, library),
        dialogue=dialogue,
        prescreen_dialogue=prescreen_dialogue,
        engine=engine,
        alarms=alarms,
        notifier=notifier,
        queue=queue,
        notes=Notes(sealed),
        prescreens=prescreens,
        staff=Staff.of(settings, database, sealed),
    )
