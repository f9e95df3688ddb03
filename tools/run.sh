#!/bin/sh
# Finds a Python 3.11, 3.12 or 3.13 and hands the words after it to tools/setup.py.
# PYTHON=/path/to/python, when given, is the only one that is tried.

here=${0%/*}
fits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'
advice='install Python 3.11, 3.12 or 3.13 (from your system, or https://www.python.org/downloads/)'
advice="$advice, or name it: make PYTHON=/path/to/python3."

if [ -n "$PYTHON" ]; then
    if ! "$PYTHON" -c 'pass' >/dev/null 2>&1; then
        echo "Error: PYTHON=$PYTHON does not start; $advice" >&2
        exit 1
    fi
    exec "$PYTHON" "$here/setup.py" "$@"
fi

other=
for name in python3.11 python3.12 python3.13 python3 python; do
    if "$name" -c "$fits" >/dev/null 2>&1; then
        exec "$name" "$here/setup.py" "$@"
    fi
    if [ -z "$other" ]; then
        other=$("$name" -c 'import platform; print(platform.python_version())' 2>/dev/null)
    fi
done

if [ -n "$other" ]; then
    echo "Error: the Python found here is $other, which the book does not run on; $advice" >&2
else
    echo "Error: no Python was found; $advice" >&2
fi
exit 1
