#!/bin/sh
# Makes .venv anew, with the first Python 3.11, 3.12 or 3.13 that is found, or says in one sentence
# what is missing. PYTHON=/path/to/python3, when given, is the only one that is tried.
# With --sound it only says whether the .venv that is there may be used.

version='import sys; print("%d.%d.%d" % sys.version_info[:3])'
fits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'
advice='install Python 3.11, 3.12 or 3.13 (from your system, or https://www.python.org/downloads/)'
advice="$advice, or name it: make PYTHON=/path/to/python3."

stop() {
    echo "Error: $1" >&2
    exit 1
}

# An environment cannot be moved, does not outlive its Python, and is no good half made.
sound() {
    [ ! -e .venv/.unfinished ] && grep -qF "venv $(pwd -P)/.venv" .venv/pyvenv.cfg 2>/dev/null || return 1
    has=$(.venv/bin/python -c "$version" 2>/dev/null) || return 1
    [ -z "$PYTHON" ] || [ "$has" = "$("$PYTHON" -c "$version" 2>/dev/null)" ]
}

if [ "$1" = --sound ]; then
    sound && echo yes
    exit
fi

if [ -n "$PYTHON" ]; then
    set -- "$PYTHON"
else
    set -- python3.11 python3.12 python3.13 python3 python
fi
python= other=
for name; do
    if "$name" -c "$fits" >/dev/null 2>&1; then
        python=$name
        break
    fi
    [ -n "$other" ] || other=$("$name" -c "$version" 2>/dev/null)
done
if [ -z "$python" ]; then
    [ -z "$other" ] || stop "the Python found here is $other, which the book does not run on; $advice"
    [ -z "$PYTHON" ] || stop "PYTHON=$PYTHON does not start; $advice"
    stop "no Python was found; $advice"
fi
"$python" -c 'import ensurepip, venv' 2>/dev/null || stop "this Python lacks its venv module: \
install it (on Debian and Ubuntu: apt-get install python$("$python" -c "$version" | cut -d. -f1,2)-venv), \
and try again."

[ ! -e .venv ] || echo "The environment in .venv does not fit (moved, half made or of another Python)."
rm -rf .venv 2>/dev/null
mkdir .venv 2>/dev/null || stop "nothing can be written in $(pwd): give yourself the right to write \
there, or copy the project elsewhere."
echo "Making the environment in .venv"
touch .venv/.unfinished
"$python" -m venv .venv || stop "the environment could not be made: see above."
