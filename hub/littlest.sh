#!/bin/sh
# Makes of an empty server with Ubuntu 22.04 or 24.04 a Littlest JupyterHub on which the book runs.
# Run as root, in a clone of the repository: sh hub/littlest.sh
set -e
cd "$(dirname "$0")/.."
curl -fL https://tljh.jupyter.org/bootstrap.py | python3 - --version 2.0.0 --admin teacher
sh hub/install.sh /opt/tljh/user/bin/python
cp hub/littlest.yaml /opt/tljh/config/config.yaml
tljh-config reload
