#!/bin/sh
# Sends a class through a real JupyterHub, with packages of its own in benchmarks/.hub: made once, and brought up to
# date each time, for students run the book's package as it is installed there. PYTHON names the Python to use.
set -e
cd "$(dirname "$0")/../.."
own=benchmarks/.hub
command -v npm >/dev/null || { echo "Error: npm was not found: install Node.js 20 or later." >&2; exit 1; }
# An environment cannot be moved.
if ! grep -qF "$(pwd -P)/$own" $own/pyvenv.cfg 2>/dev/null; then
    echo "Installing JupyterHub and its proxy in $own (once; a few minutes)"
    "${PYTHON:-python3}" -m venv --clear $own
fi
sh hub/install.sh $own/bin/python
if ! cmp -s benchmarks/hub/package-lock.json $own/package-lock.json; then
    rm -rf $own/node_modules
    cp benchmarks/hub/package.json benchmarks/hub/package-lock.json $own
    npm ci --prefix $own --ignore-scripts --no-audit --no-fund --silent || { rm $own/package-lock.json; exit 1; }
fi
exec $own/bin/python benchmarks/hub/bench.py "$@"
