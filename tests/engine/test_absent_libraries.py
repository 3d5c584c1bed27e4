"""The engine does without the libraries that its pipeline has no use for, and with them where it has."""

import json
from pathlib import Path

import pytest

from bot.settings import PROJECT
from tests.engine.on_its_python import on_its_python

WHERE_THEY_COME_FROM = """
    import importlib.util, json
    from pathlib import Path
    from engine.absent_libraries import CHAT_SERVICES, MACHINE_LEARNING, keep_out_unused_libraries
    keep_out_unused_libraries(Path("config.yml"))
    names = (*MACHINE_LEARNING, *CHAT_SERVICES, "yaml")
    print(json.dumps({name: (spec := importlib.util.find_spec(name)) and spec.origin for name in names}))
"""


def origins(folder: Path, pipeline: str, policies: str = "RulePolicy") -> dict[str, str | None]:
    (folder / "config.yml").write_text(f"pipeline: [{{name: {pipeline}}}]\npolicies: [{{name: {policies}}}]\n")
    found: dict[str, str | None] = json.loads(on_its_python(WHERE_THEY_COME_FROM, folder))
    return found


def test_with_the_projects_configuration_nothing_of_them_is_loaded() -> None:
    real = json.loads(
        on_its_python("""
            import json, sys
            from engine.environment import prepare_environment
            prepare_environment()
            import rasa.model_training
            from rasa.core.run import serve_application
            from rasa.engine.recipes.default_recipe import DefaultV1Recipe
            import engine.components.intent_classifier, engine.content_examples
            from engine.absent_libraries import CHAT_SERVICES, MACHINE_LEARNING
            DefaultV1Recipe()
            names = [name for name in sys.modules if name.split(".")[0] in (*MACHINE_LEARNING, *CHAT_SERVICES)]
            assert "tensorflow" in names, "Rasa asks for it"
            print(json.dumps([name for name in names if getattr(sys.modules[name], "__file__", None)]))
        """)
    )
    assert real == []


@pytest.mark.parametrize(
    ("pipeline", "policies"), [("DIETClassifier", "RulePolicy"), ("engine.components.a.A", "TEDPolicy")]
)
def test_a_component_that_may_need_tensorflow_gets_the_real_one(tmp_path: Path, pipeline: str, policies: str) -> None:
    found = origins(tmp_path, pipeline, policies)
    assert found["tensorflow"]
    assert "site-packages/tensorflow/" in found["tensorflow"]
    assert found["slack_sdk"] is None, "the chat services are not used in any case"


def test_plain_components_and_the_projects_own_do_without(tmp_path: Path) -> None:
    found = origins(tmp_path, "engine.components.a.A", "MemoizationPolicy")
    assert found.pop("yaml"), "what is not named stays"
    assert set(found.values()) == {None}


@pytest.mark.parametrize("written", ["pipeline: []", "policies: []", "[]", "pipeline: [{threshold: 1}]\npolicies: []"])
def test_what_is_no_configuration_is_refused(tmp_path: Path, written: str) -> None:
    (tmp_path / "config.yml").write_text(written)
    on_its_python(
        """
        from pathlib import Path
        from engine.absent_libraries import keep_out_unused_libraries
        try:
            keep_out_unused_libraries(Path("config.yml"))
        except (KeyError, TypeError):
            pass
        else:
            raise SystemExit("it was taken")
        """,
        tmp_path,
    )


def test_a_placeholder_takes_what_a_module_does_with_a_library_on_its_import() -> None:
    on_its_python(
        """
        import typing
        from pathlib import Path
        from engine.absent_libraries import keep_out_unused_libraries
        keep_out_unused_libraries(Path("config.yml"))
        import tensorflow as tf
        import tensorflow.python.deep.inside as inside
        from tensorflow.keras.layers import Layer
        from slack_sdk.web.async_client import AsyncWebClient

        class Mine(Layer):
            def call(self, value: "tf.Tensor", other: typing.Optional[tf.Tensor] = None) -> tf.Tensor[int]:
                return value

        @tf.function(jit=True)
        def decorated(): pass

        assert Mine().call(3) == 3 and isinstance(Mine(), Mine), "a class made of one is a class like any other"
        assert tf.constant(1).shape[0] is not None
        assert not isinstance(3, tf.Tensor)
        assert not hasattr(tf, "__version__") and not hasattr(tf.Tensor, "__path__")
        """
    )


def test_the_configuration_tested_is_the_one_that_the_engine_reads() -> None:
    assert (PROJECT / "config.yml").is_file()
    assert 'keep_out_unused_libraries(Path("config.yml"))' in (PROJECT / "engine" / "environment.py").read_text()
