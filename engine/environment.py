"""How the Rasa process runs: no reports to anyone, no chatter, no words of people in its log."""

import logging
import os
from pathlib import Path

from engine.absent_libraries import keep_out_unused_libraries

SETTINGS = {
    "RASA_TELEMETRY_ENABLED": "false",
    "RASA_MAX_CACHE_SIZE": "0",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "COMPRESS_ACTION_SERVER_REQUEST": "false",
    # A message is too little work to share between cores; threads that wait for one another cost more than they bring.
    "OPENBLAS_NUM_THREADS": "1",
    "LOG_LEVEL": "WARNING",
    "LOG_LEVEL_LIBRARIES": "ERROR",
}


def prepare_environment() -> None:
    """Call before any other import of Rasa, which reads these once."""
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    keep_out_unused_libraries(Path("config.yml"))
    # Rasa's old dependencies warn by the dozen at import, past every filter; nobody here can mend them.
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.WARNING)
