# Each target makes the environment that it needs in .venv first, in steps that are stamped there.
# PYTHON=/path/to/python3 chooses the Python; ARGS="..." is handed on (to pytest, JupyterLab, ...).

.DEFAULT_GOAL := book
RUN := .venv/bin/python
PYTEST := $(RUN) -m pytest -n 2
COMPILE := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --quiet

# Nobody's own settings of Python, pip or IPython may change the book.
unexport PYTHONHOME PYTHONPATH PYTHONIOENCODING PIP_USER PIP_TARGET PIP_PREFIX PIP_REQUIRE_HASHES JUPYTER_PATH SHIELDBOOK_DATA
export PYTHONNOUSERSITE := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
export PIP_QUIET := 1
export IPYTHONDIR := $(CURDIR)/.venv/.ipython

.PHONY: book test quick check matrix lab serve live bench bench-hub contact pdf release links address vendor validate docs strip hooks lock clean chromium FORCE

book: .venv/.book-stamp
	@$(RUN) -m shieldbook validate
	@$(RUN) -m shieldbook docs --check
	@$(RUN) tools/build.py
test: .venv/.test-stamp chromium book
	@$(PYTEST) $(ARGS)
quick: .venv/.test-stamp
	@$(PYTEST) -q -m "not slow and not broad and not notebooks and not browser" $(ARGS)
check: .venv/.test-stamp
	@$(RUN) tools/check.py
chromium: .venv/.test-stamp
	@$(RUN) tools/chromium.py --get
lab: .venv/.book-stamp
	@$(RUN) -m jupyterlab book $(ARGS)
serve: .venv/.book-stamp
	@[ -f book/_build/html/index.html ] || { echo "Error: there is no built book yet: run make book first." >&2; exit 1; }
	@$(RUN) -m http.server --bind 127.0.0.1 --directory book/_build/html $(or $(ARGS),8000)
validate docs: .venv/.book-stamp
	@$(RUN) -m shieldbook $@ $(ARGS)
strip vendor links live: .venv/.book-stamp
	@$(RUN) tools/$@.py $(ARGS)
bench: .venv/.test-stamp chromium
	@$(RUN) benchmarks/bench.py $(ARGS)
bench-hub: .venv/.book-stamp
	@PYTHON=$(RUN) sh benchmarks/hub/run.sh $(ARGS)
contact: chromium
contact pdf release: .venv/.test-stamp book
	@$(RUN) tools/$@.py $(ARGS)
# The public address, where book/_config.yml gives one; empty while the book has none.
address:
	@sed -nE 's|^ *shieldbook_address: *"?(https://[^" ]*[^"/ ])/*"? *$$|\1|p' book/_config.yml | sed 's|\.git$$||'
hooks:
	@git config core.hooksPath tools/hooks
	@echo "From now on git commit refuses notebooks that are not stripped."
lock:
	@$(COMPILE) --extra check --extra book --extra lab -o requirements.txt $(ARGS)
	@$(COMPILE) --all-extras -c requirements.txt -o requirements-test.txt $(ARGS)
	@$(subst pyproject.toml,hub/requirements.in,$(COMPILE)) -c requirements.txt -o hub/requirements.txt $(ARGS)
clean:
	rm -rf book/_build dist *.egg-info .pytest_cache .hypothesis .ruff_cache benchmarks/latest*.json benchmarks/.node benchmarks/.hub benchmarks/.peers
	find . -path ./.venv -prune -o \( -name __pycache__ -o -name .ipynb_checkpoints \) -prune -exec rm -rf {} +

# The quick tests under the lowest or newest pandas, Altair and NumPy that pyproject.toml allows.
PANDAS := lowest
lowest := 's/^  "(altair|numpy|pandas)>=([^,"]+).*/\1==\2/p'
newest := 's/^  "((altair|numpy|pandas)>=[^"]+)".*/\1/p'
matrix: .venv/.test-stamp
	@$(RUN) -m pip install --only-binary :all: --upgrade --target .venv/$(PANDAS) $$(sed -nE $($(PANDAS)) pyproject.toml)
	@PYTHONPATH="$(CURDIR)/.venv/$(PANDAS)" $(PYTEST) -q -m "not slow and not browser" $(ARGS)
	@PYTHONPATH="$(CURDIR)/.venv/$(PANDAS)" $(PYTEST) -q tests/publish/test_alone.py

# What was begun and not stamped is made again from nothing.
define install
@echo "Installing the packages of $(1) (once; a few minutes)"
@touch .venv/.unfinished
@$(RUN) -m pip install --no-deps --require-hashes -r $(1) || { echo "Error: the packages of $(1) could not be installed: pip says why above." >&2; exit 1; }
@$(RUN) -m pip install --no-deps --no-build-isolation -e .
@rm .venv/.unfinished
@touch $@
endef
.venv/pyvenv.cfg: $(if $(shell PYTHON="$(PYTHON)" sh tools/venv.sh --sound),,FORCE)
	@sh tools/venv.sh
.venv/.book-stamp: .venv/pyvenv.cfg requirements.txt pyproject.toml
	$(call install,requirements.txt)
.venv/.test-stamp: .venv/.book-stamp requirements-test.txt
	$(call install,requirements-test.txt)
