"""Runs Rasa for the app: `python -m engine.serve --port N --model FILE`, on loopback only."""

import argparse

from engine.environment import prepare_environment

LOOPBACK = "127.0.0.1"


def main() -> None:
    """Serves until it is told to stop. KAP_ENGINE_SECRET and KAP_ACTIONS_PORT come from the environment."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=5005)
    parser.add_argument("--model", default="models/engine.tar.gz")
    arguments = parser.parse_args()
    prepare_environment()

    from rasa.core.run import serve_application
    from rasa.core.utils import AvailableEndpoints

    from engine.action_calls import compile_reply_schema, kept_connection

    compile_reply_schema()
    endpoints = AvailableEndpoints.read_endpoints("endpoints.yml")
    endpoints.action = kept_connection(endpoints.action)
    serve_application(
        model_path=arguments.model,
        interface=LOOPBACK,
        port=arguments.port,
        credentials="credentials.yml",
        endpoints=endpoints,
        enable_api=False,
    )


if __name__ == "__main__":
    main()
