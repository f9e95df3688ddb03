# Each target makes its own environment in .venv first; tools/setup.py does the work.
# PYTHON=/path/to/python3 chooses the Python, ARGS="…" is handed on (to pytest, JupyterLab, the validator, the server).

.DEFAULT_GOAL := book
TARGETS := book test lab serve bench vendor validate docs lock clean
export PYTHON

.PHONY: $(TARGETS)
$(TARGETS):
	@sh tools/run.sh $@ $(ARGS)
