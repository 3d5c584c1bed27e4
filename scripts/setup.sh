#!/bin/sh
# Makes what the project runs on, all of it inside the project's own folder, and only what is missing or changed.
#   setup.sh run     the app (.venv) and the engine (engine/.venv)
#   setup.sh test    the same, with what the tests need
#   setup.sh uv      only the installer; prints where it is
set -eu
cd -- "$(dirname -- "$0")/.."
project=$(pwd -P)
mode=${1:-run}
log=var/logs/setup.log
again='then run the same command again'
sources="from python.org, your system's packages, Homebrew or pyenv"
child=

app_python=3.12
engine_python=3.10
oldest_uv=0.8        # of those on the PATH, for want of our own

# What a terminal session left behind must not decide where things are installed.
unset VIRTUAL_ENV CONDA_PREFIX PYTHONHOME PYTHONPATH UV_PYTHON UV_SYSTEM_PYTHON UV_PROJECT_ENVIRONMENT UV_TARGET UV_PREFIX
export UV_NO_PROGRESS=1 PIP_DISABLE_PIP_VERSION_CHECK=1

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

stop() {
    [ -z "$child" ] || kill "$child" 2>/dev/null || :
    say ''
    exit 130
}
trap stop INT TERM HUP

# --- Steps: one line for the person, everything else for the log -------------------------------------------

step() { # step SENTENCE COMMAND [ARGUMENT...]: returns the command's status
    printf '%s… ' "$1" >&2
    shift
    lines_before=$(wc -l <"$log")
    begun=$(date +%s)
    "$@" >>"$log" 2>&1 &
    child=$!
    status=0
    wait "$child" || status=$?
    child=
    if [ "$status" -eq 0 ]; then
        say "done in $(($(date +%s) - begun)) s."
    else
        say ''
    fi
    return "$status"
}

said() { # said PATTERN: whether the last step's output holds it
    tail -n "+$((lines_before + 1))" "$log" | grep -qiE "$1"
}

disk_is_full() {
    said 'no space left|os error 28|ENOSPC|quota exceeded' && return 0
    free=$(df -Pk . | awk 'NR == 2 { print $4 }')
    [ "${free:-999999}" -lt 20000 ]
}

give_up() { # give_up WHAT LOCK: why the last step failed, in a sentence, then the end of the log
    if disk_is_full; then
        say "The disk is full: free about 5 GB, $again."
    elif said 'hash mismatch|do not match the hashes'; then
        say "A downloaded file of $1 is not the one that $2 names (its checksum differs), so it was not used; try again" \
            "later, and tell the maintainers if it stays so."
    elif said 'error sending request|failed to fetch|failed to download|dns error|connection (refused|reset|aborted)|timed out|name resolution|max retries|network is unreachable|network (was|connectivity is) disabled|connection error|could not find a version'; then
        say "The download of $1 failed: check that this computer is connected to the internet, $again."
    elif said 'permission denied|os error 13'; then
        say "Installing $1 failed because a file or folder may not be written: make $project yours, $again."
    else
        say "Installing $1 failed."
    fi
    say "The whole output is in $log; its last lines:"
    tail -n "+$((lines_before + 1))" "$log" | tail -n 8 | sed 's/^/    /' >&2
    exit 1
}

# --- Small questions ---------------------------------------------------------------------------------------

digest() { # digest FILE...: one SHA-256 over all of them
    if command -v sha256sum >/dev/null; then
        cat "$@" | sha256sum
    else
        cat "$@" | shasum -a 256
    fi | cut -d ' ' -f 1
}

content() { cat "$1" 2>/dev/null || :; }

is_python() { # is_python PROGRAM VERSION: whether it runs and is of that version
    "$1" -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != sys.argv[1])' "$2" >/dev/null 2>&1
}

can() { # can PROGRAM CODE: whether that Python runs the code
    [ -x "$1" ] && "$1" -c "$2" >/dev/null 2>&1
}

# --- The installer -----------------------------------------------------------------------------------------

find_uv() { # sets $uv, installing it when need be
    if [ -x .tools/uv/bin/uv ] && [ "$(content .tools/uv/stamp)" = "$(digest requirements/uv.txt)" ]; then
        uv=$project/.tools/uv/bin/uv
        return
    fi
    found=nothing
    usual_ifs=$IFS
    IFS=:
    # Folder by folder, because a python3 that does not work (an unset version manager's) can hide one that does.
    for folder in $PATH; do
        IFS=$usual_ifs
        for name in python3 python3.12 python3.13 python3.14 python3.11 python3.10 python; do
            can "$folder/$name" 'import sys; sys.exit(sys.version_info < (3, 8))' || continue
            [ "$found" != nothing ] || found='a bare Python'
            can "$folder/$name" 'import ensurepip' || can "$folder/$name" 'import pip' || continue
            found='a Python'
            step "Installing uv, which installs the rest" install_uv "$folder/$name" || break 2
            digest requirements/uv.txt >.tools/uv/stamp
            uv=$project/.tools/uv/bin/uv
            return
        done
    done
    uv=$(command -v uv || :)
    if [ -n "$uv" ] && is_recent "$uv"; then
        return
    fi
    case $found in
        nothing) fail "No Python was found: install Python $app_python and $engine_python ($sources), or install uv, $again." ;;
        'a bare Python') fail "The Python on this computer has neither venv nor pip: install one (Debian and Ubuntu call it" \
            "python3-venv), or install uv, $again." ;;
        *) give_up uv requirements/uv.txt ;;
    esac
}

install_uv() { # install_uv PYTHON
    rm -rf .tools/uv
    mkdir -p .tools
    set -- "$1" --require-hashes --only-binary :all: --no-input --retries 2 -r requirements/uv.txt
    python=$1
    shift
    if "$python" -m venv .tools/uv; then
        .tools/uv/bin/python -m pip install "$@"
    else
        # Debian's python3 makes no environments until python3-venv is there, but its pip may be.
        rm -rf .tools/uv
        "$python" -m pip install --target .tools/uv "$@"
    fi && .tools/uv/bin/uv --version
}

is_recent() { # is_recent UV
    "$1" --version 2>/dev/null | awk -v least="$oldest_uv" '
        { split($2, has, "."); split(least, needs, ".") }
        END { exit !(has[1] > needs[1] || (has[1] == needs[1] && has[2] + 0 >= needs[2] + 0)) }'
}

# --- The environments --------------------------------------------------------------------------------------

find_python() { # find_python VERSION: sets $interpreter
    search "$1" && return
    if step "Python $1 is not on this computer: downloading it" \
        env UV_PYTHON_INSTALL_DIR="$project/.tools/python" "$uv" python install --no-bin "$1"; then
        search "$1" && return
    elif disk_is_full; then
        give_up "Python $1" requirements
    fi
    fail "Python $1 was not found and could not be downloaded: install it ($sources), $again. Details are in $log."
}

search() { # search VERSION
    interpreter=$("$uv" python find --system --no-python-downloads "cpython@$1" 2>>"$log") && return
    interpreter=$(UV_PYTHON_INSTALL_DIR=$project/.tools/python "$uv" python find --managed-python \
        --no-python-downloads "cpython@$1" 2>>"$log")
}

environment() { # environment FOLDER VERSION LOCK STAMP WHOSE HOW_LONG: true when something was installed
    if is_python "$1/bin/python" "$2"; then
        [ "$(content "$1/kap-guide.stamp")" != "$4" ] || return 1
        # One that was made for another folder carries that folder's name in its programs.
        case $(content "$1/kap-guide.stamp") in '' | *" $project") fresh= ;; *) fresh=yes ;; esac
    else
        fresh=yes
    fi
    [ -n "${uv:-}" ] || find_uv
    if [ -n "$fresh" ]; then
        find_python "$2"
        rm -rf "$1"
        lines_before=$(wc -l <"$log")
        "$uv" venv --quiet --python "$interpreter" "$1" >>"$log" 2>&1 || give_up "$5" "$3"
        sentence="Installing $5 (first time: about $6)"
    else
        rm -f "$1/kap-guide.stamp"
        sentence="Updating $5"
    fi
    step "$sentence" "$uv" pip sync --require-hashes --python "$1/bin/python" "$3" || give_up "$5" "$3"
}

install_app() {
    # An environment that tests were run in also serves to run the app, and is not thrown away for that.
    lock=requirements/app.txt
    if [ "$mode" = test ] || [ -x .venv/bin/pytest ]; then
        lock=requirements/development.txt
    fi
    stamp="$lock $(digest "$lock" pyproject.toml) $project"
    environment .venv "$app_python" "$lock" "$stamp" "the app's libraries" 'a minute' || return 0
    lines_before=$(wc -l <"$log")
    "$uv" pip install --quiet --offline --no-deps --no-build-isolation --python .venv/bin/python -e . >>"$log" 2>&1 ||
        give_up 'the project itself' pyproject.toml
    printf '%s\n' "$stamp" >.venv/kap-guide.stamp
}

install_engine() {
    lock=requirements/engine.txt
    stamp="$lock $(digest "$lock") $project"
    environment engine/.venv "$engine_python" "$lock" "$stamp" "Rasa's libraries" 'two minutes' || return 0
    printf '%s\n' "$stamp" >engine/.venv/kap-guide.stamp
}

# -----------------------------------------------------------------------------------------------------------

if ! mkdir -p var/logs 2>/dev/null || ! : 2>/dev/null >>"$log"; then
    fail "The folder $project cannot be written to (or its disk is full): make it yours, $again."
fi
if [ -z "${UV_CACHE_DIR:-}" ] && ! [ -w "${XDG_CACHE_HOME:-${HOME:-/}}" ]; then
    export UV_CACHE_DIR="$project/.tools/cache"
fi
lines_before=0

case $mode in
    uv)
        find_uv
        printf '%s\n' "$uv"
        ;;
    run | test)
        install_app
        install_engine
        ;;
    *) fail "setup.sh knows 'run', 'test' and 'uv', not '$mode'." ;;
esac
