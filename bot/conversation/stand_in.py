"""Answers while Rasa is away: the same classifier, the same rules, the same decisions, in the app itself."""

from collections.abc import Mapping
from dataclasses import replace

from bot.conversation.acts import Act
from bot.conversation.dialogue import Dialogue
from bot.conversation.lookup import Said
from bot.conversation.prescreen_dialogue import PrescreenDialogue
from understanding.classifier import TextClassifier
from understanding.encoder import SentenceEncoder

# As FallbackClassifier in config.yml; a test holds the two together.
FALLBACK_THRESHOLD = 0.35
FALLBACK_INTENT = "nlu_fallback"
ADVICE_INTENT, VERDICT_INTENT = "ask_medical_advice", "ask_eligibility"


class StandIn:
    """Does Rasa's part for a single message. Safe to share between threads."""

    def __init__(
        self,
        classifier: TextClassifier,
        encoder: SentenceEncoder,
        rules: Mapping[str, str],
        dialogue: Dialogue,
        prescreen: PrescreenDialogue,
    ) -> None:
        self._classifier = classifier
        self._encoder = encoder
        self._rules = rules
        self._dialogue = dialogue
        self._prescreen = prescreen

    def acts(self, said: Said) -> list[Act]:
        """What Rasa's rules would lead to; never empty."""
        ranked = self._classifier.rank(said.text, self._encoder.encode([said.text])[0])
        best, share = ranked[0], {each.label: each.probability for each in ranked}
        intent = best.label if best.probability >= FALLBACK_THRESHOLD else FALLBACK_INTENT
        said = replace(
            said,
            advice=share.get(ADVICE_INTENT, 0.0),
            verdict=share.get(VERDICT_INTENT, 0.0),
            intent=intent,
            sureness=best.probability,
        )
        if said.prescreen is not None:
            return self._prescreen.decide(said)
        return self._dialogue.decide(self._rules.get(intent, self._rules[FALLBACK_INTENT]), said)
