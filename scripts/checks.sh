#!/bin/sh
# checks.sh NAME...: runs the named checks, all of them even when one fails, and says at the end which did.
#   browser preparation lint types content tests coverage
set -u
cd -- "$(dirname -- "$0")/.." || exit 1
trap 'exit 130' INT TERM HUP

# The documents that the answers rest on are not part of this repository; where they lie beside it, copied text is found.
if [ -z "${KAP_DOCUMENTS_DIR:-}" ] && [ -d ../shared/seeds ]; then
    KAP_DOCUMENTS_DIR=$(cd ../shared/seeds && pwd)
    export KAP_DOCUMENTS_DIR
fi

failed=

try() { # try NAME COMMAND [ARGUMENT...]
    name=$1
    shift
    printf '\n== %s\n' "$name"
    "$@" || failed="$failed, $name"
}

browser() {
    KAP_CHROMIUM=$(sh scripts/chromium.sh) || return 1
    export KAP_CHROMIUM
    printf 'Using %s.\n' "$KAP_CHROMIUM"
}

for check in "$@"; do
    case $check in
        browser) try browser browser ;;
        preparation) try preparation .venv/bin/kap prepare ;;
        lint)
            try lint .venv/bin/ruff check .
            try format .venv/bin/ruff format --check .
            ;;
        types)
            try types .venv/bin/mypy --strict bot actions understanding benchmarks
            # The engine runs on another Python, with Rasa's own types.
            try 'types of the engine' .venv/bin/mypy --strict --python-executable engine/.venv/bin/python \
                --python-version 3.10 --follow-imports=silent engine
            ;;
        content) try content .venv/bin/kap content check ;;
        tests)
            try tests .venv/bin/python -m pytest -n 2 --dist loadfile
            ;;
        coverage)
            # Apart from the tests, which it makes a third slower.
            try coverage .venv/bin/python -m pytest -n 2 --dist loadfile --cov=bot --cov=actions --cov=understanding \
                --cov-report=term:skip-covered
            ;;
        *)
            printf 'checks.sh knows no check called %s.\n' "$check" >&2
            exit 2
            ;;
    esac
done

if [ -n "$failed" ]; then
    printf '\nFailed: %s.\n' "${failed#, }" >&2
    exit 1
fi
printf '\nAll of it passed: %s.\n' "$*"
