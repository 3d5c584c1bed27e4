#!/bin/sh
# Compiles requirements/*.in into the lock files: every version and hash, for every platform, and no address.
#   lock.sh [--upgrade]    without it, versions that still fit are kept
set -eu
cd -- "$(dirname -- "$0")/.."
uv=$(sh scripts/setup.sh uv)

compile() { # compile PYTHON TARGET SOURCE...
    python=$1 target=$2
    shift 2
    printf '%s\n' "$target" >&2
    # The command's own name in the header would depend on who ran it.
    "$uv" pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
        --python-version "$python" ${upgrade:+"$upgrade"} "$@" -o "requirements/$target"
}

upgrade=${1:-}
compile 3.12 uv.txt requirements/uv.in
compile 3.12 app.txt pyproject.toml requirements/app.in
# After app.txt, which it includes.
compile 3.12 development.txt requirements/development.in
compile 3.10 engine.txt requirements/engine.in
