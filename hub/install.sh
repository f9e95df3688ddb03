#!/bin/sh
# Gives a Python what a student of a hub needs: the book's packages, what a hub asks of its servers, and the
# book's own package. Both hubs and the bench come by it. Usage, from a clone: sh hub/install.sh /path/to/python
set -e
cd "$(dirname "$0")/.."
"$1" -m pip install --no-deps --require-hashes -r requirements.txt -r hub/requirements.txt
"$1" -m pip install --no-deps --no-build-isolation .
