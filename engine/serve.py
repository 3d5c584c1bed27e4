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

    serve_application(
        model_path=arguments.model,
        interface=LOOPBACK,
        port=arguments.port,
        credentials="credentials.yml",
        endpoints=AvailableEndpoints.read_endpoints("endpoints.yml"),
        enable_api=False,
    )


if __name__ == "__main__":
    main()
