# The commands of the README. Each installs what it needs first: system packages (Debian) and .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup demo demo-desktop test test-long test-vllm check bench suites lock clean

setup: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml requirements.lock configs/system-packages.txt
	bash configs/install-system-packages.sh browser playwright fonts
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q -c requirements.lock -e .
	touch $@

$(VENV)/.installed-desktop: $(VENV)/.installed
	bash configs/install-system-packages.sh desktop
	$(BIN)/python -m pip install -q -c requirements.lock -e '.[desktop]'
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed-desktop tests/proof/package.json
	bash configs/install-system-packages.sh looks
	$(BIN)/python -m pip install -q -c requirements.lock -e '.[dev]'
	$(BIN)/python -m pip install -q -c requirements.lock --no-deps browsergym-core browsergym-miniwob
	$(BIN)/python tests/proof/install.py
	touch $@

demo: setup
	$(BIN)/python -m eyehand.agent.demo

demo-desktop: $(VENV)/.installed-desktop
	$(BIN)/python -m eyehand.agent.demo_desktop

test: $(VENV)/.installed-dev check
	$(BIN)/python -m pytest -n 2 -m "not long and not alone"
	$(BIN)/python -m pytest -m "alone and not long"

test-long: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n 2 --dist load -m long

# A server of its own, 2.5 GB, 5 to 15 minutes. Its PyTorch is the build for a CPU: PIP_EXTRA_INDEX_URL or
# PIP_FIND_LINKS says where pip finds that. WRITE=--write makes docs/results/vllm.md.
test-vllm: $(VENV)/.installed-dev .venv-vllm/.installed
	$(BIN)/python -m pytest -p tests.vllm.fixtures tests/vllm/contract.py $(WRITE)

.venv-vllm/.installed: tests/vllm/requirements.lock
	test -x .venv-vllm/bin/python || $(PYTHON) -m venv .venv-vllm
	.venv-vllm/bin/python -m pip install -q --no-deps -r tests/vllm/requirements.lock
	touch $@

check: $(VENV)/.installed-dev
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m pyright

bench: $(VENV)/.installed-dev
	$(BIN)/python tests/benchmarks/step.py
	$(BIN)/python -m tests.benchmarks.eye_speed
	$(BIN)/python -m tests.benchmarks.prefix
	$(BIN)/python -m tests.benchmarks.memory
	$(BIN)/python -m tests.benchmarks.recall
	$(BIN)/python -m tests.benchmarks.recorder
	$(BIN)/python -m tests.benchmarks.evaluation
	$(BIN)/python -m pip install -q -c requirements.lock -e '.[bench]'
	$(BIN)/python -m tests.benchmarks.keyframes

# The pages of the suites in docs/results. It goes on where it was stopped; it begins anew without runs/suites.
suites: $(VENV)/.installed-desktop
	for suite in web desktop faults memory; do \
	  $(BIN)/eyehand eval $$suite --model oracle --workers 2 --out runs/suites/$$suite-oracle || exit; \
	  $(BIN)/eyehand eval $$suite --model embedded --workers 2 --out runs/suites/$$suite || exit; \
	  $(BIN)/eyehand results runs/suites/$$suite --oracle runs/suites/$$suite-oracle \
	    --markdown docs/results/$$suite-suite.md || exit; \
	done

lock: $(VENV)/.installed-dev
	$(BIN)/python -m pip install -q -c requirements.lock -e '.[bench]'
	$(BIN)/python -m pip freeze --exclude-editable | grep -vE '^(pip|setuptools)==' | sed 's/+cpu$$//' > requirements.lock

clean:
	rm -rf $(VENV) .venv-vllm build dist *.egg-info .pytest_cache .ruff_cache
