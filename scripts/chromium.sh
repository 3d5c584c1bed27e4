#!/bin/sh
# Finds a Chromium for the browser tests, installing one if need be, and prints the path of the program.
set -eu
cd -- "$(dirname -- "$0")/.."
log=var/logs/setup.log
mkdir -p var/logs

answers() { # answers PROGRAM: some systems ship a stand-in that only says where to get the real one
    [ -n "$1" ] && [ -x "$1" ] && "$1" --version >>"$log" 2>&1
}

installed() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        for program in "/usr/bin/$name" "$(command -v "$name" || :)"; do
            if answers "$program"; then
                printf '%s\n' "$program"
                return 0
            fi
        done
    done
    for program in '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome' \
        '/Applications/Chromium.app/Contents/MacOS/Chromium'; do
        if answers "$program"; then
            printf '%s\n' "$program"
            return 0
        fi
    done
    return 1
}

playwrights() {
    program=$(.venv/bin/python -c '
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)' 2>>"$log") && answers "$program" && printf '%s\n' "$program"
}

if [ -n "${KAP_CHROMIUM:-}" ]; then
    answers "$KAP_CHROMIUM" && printf '%s\n' "$KAP_CHROMIUM" && exit
    printf 'KAP_CHROMIUM names %s, which is no browser that starts.\n' "$KAP_CHROMIUM" >&2
    exit 1
fi
installed && exit
playwrights && exit
printf 'Installing a browser for the tests… ' >&2
if .venv/bin/playwright install chromium >>"$log" 2>&1 && playwrights; then
    printf 'done.\n' >&2
    exit
fi
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    if apt-get update >>"$log" 2>&1 </dev/null &&
        apt-get install -y --no-install-recommends chromium >>"$log" 2>&1 </dev/null && installed; then
        printf 'done.\n' >&2
        exit
    fi
fi
printf '\nNo Chromium was found and none could be installed: install Chromium or Chrome, or name one in KAP_CHROMIUM.\n' >&2
exit 1
