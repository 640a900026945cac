# Two commands are all that is needed: `make run` and `make test`. Both install what is missing.
.PHONY: grid run test lint references build dependencies data-packages notebooks docs benchmarks format clean cluster-test cluster-packages replot-test browser-test browser-packages

SWIFT_TARGETS := LinearAlgebra Optimization Distributions StudyData EffectSizes Pooling MetaRegression Survival Analyses Consistency Claims Jobs Sensitivity SmallStudyEffects YAMLReading Multiverse Figures Rendering Reporting BundledData MetaAnalysis
DEBIAN_PACKAGES := libopenblas-dev liblapacke-dev libboost-math-dev pkg-config librsvg2-bin fonts-liberation
COPSE := .build/release/copse
DEATHS := liver-cryoablation --where outcome=treatment-related-death --where arm=cryoablation

## The main job: the review's treatment-related deaths after cryoablation, pooled, and the forest plot's data.
run: build
	@echo
	$(COPSE) pool $(DEATHS)
	@echo
	$(COPSE) forest $(DEATHS)

## Everything that must hold: format, tests, data packages, notebooks, documentation.
test: dependencies lint
	swift build --build-tests
	swift test --skip-build
	@$(MAKE) --no-print-directory data-packages notebooks docs
	@if [ -n "$$CI" ] || { command -v Rscript && python3 -c 'import matplotlib' && command -v pdftotext; } >/dev/null 2>&1; then \
	  $(MAKE) --no-print-directory replot-test; \
	else \
	  echo "left out: figures drawn anew by R and Python, which are not installed; make replot-test installs them"; \
	fi
	@if [ -n "$$CI" ] || { command -v sbatch && command -v parallel; } >/dev/null; then \
	  $(MAKE) --no-print-directory cluster-test; \
	else \
	  echo "left out: jobs in parts through Slurm and GNU Parallel, which are not installed; make cluster-test installs them"; \
	fi
	@if [ -n "$$CI" ] || command -v chromium >/dev/null || command -v google-chrome >/dev/null; then \
	  $(MAKE) --no-print-directory browser-test; \
	else \
	  echo "left out: reports in a browser, which is not installed; make browser-test installs it"; \
	fi

## Reports in headless Chromium, on a telephone's screen, a desk's and on paper.
browser-test: dependencies browser-packages
	swift build --product copse
	Tests/Browser/run .build/debug/copse

## The browser, which only that test needs.
browser-packages:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || \
	if [ "$$(uname)" = Darwin ]; then \
	  brew install --cask chromium; \
	else \
	  $(MAKE) --no-print-directory dependencies DEBIAN_PACKAGES=chromium; \
	fi

## Forest plots drawn anew from our tables by R and by Python's matplotlib, which only that test needs.
replot-test: dependencies
	@if [ "$$(uname)" = Darwin ]; then \
	  command -v Rscript >/dev/null || brew install r; \
	  python3 -c 'import matplotlib' 2>/dev/null || brew install python-matplotlib; \
	  command -v pdftotext >/dev/null || brew install poppler; \
	else \
	  $(MAKE) --no-print-directory dependencies DEBIAN_PACKAGES="r-base-core python3-matplotlib poppler-utils"; \
	fi
	swift build --product copse
	Tests/Replot/run .build/debug/copse

## Jobs in parts through Slurm (a cluster of this machine alone, gone afterwards) and GNU Parallel, merged, against single runs.
cluster-test: dependencies cluster-packages
	swift build --product copse
	Tests/Cluster/run .build/debug/copse

## Slurm and GNU Parallel, which only that test needs.
cluster-packages:
	@if [ "$$(uname)" = Darwin ]; then \
	  command -v parallel >/dev/null || brew install parallel; \
	else \
	  $(MAKE) --no-print-directory dependencies DEBIAN_PACKAGES="slurm-wlm munge parallel"; \
	fi

## On Linux, where the toolchain has them, with Swift's libraries inside: a third less time to start, and nothing of Swift
## needed where it runs.
build: dependencies
	static=$$(dirname "$$(dirname "$$(readlink -f "$$(command -v swift)")")")/lib/swift_static; \
	swift build -c release --product copse \
	  $$([ "$$(uname)" = Linux ] && [ -d "$$static" ] && echo --static-swift-stdlib)

## Installs the libraries that are missing: Debian and Ubuntu by apt-get, macOS by Homebrew.
dependencies:
	@if [ "$$(uname)" = Darwin ]; then \
	  for package in openblas lapack boost pkg-config librsvg; do \
	    brew list --versions $$package >/dev/null || brew install $$package; done; \
	else \
	  missing=""; \
	  for package in $(DEBIAN_PACKAGES); do \
	    dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	  done; \
	  command -v python3 >/dev/null || missing="$$missing python3"; \
	  if [ -n "$$missing" ]; then \
	    echo "installing$$missing"; \
	    sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	    $$sudo apt-get update -qq && \
	    $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; \
	  fi; \
	fi

SWIFT_FILES := Package.swift Sources Tests Notebooks-as-scripts $(wildcard Benchmarks/Package.swift Benchmarks/Benchmarks Benchmarks/Timing/Package.swift Benchmarks/Timing/Sources)

lint:
	swift format lint --strict --recursive --parallel $(SWIFT_FILES)

format:
	swift format --in-place --recursive --parallel $(SWIFT_FILES)

## Every data package against its own schema.
data-packages:
	python3 Datasets/check_datapackages.py

## The notebooks' output against what is committed.
notebooks:
	@for notebook in Notebooks-as-scripts/*.swift; do \
	  name=$$(basename $$notebook .swift); \
	  echo "notebook $$name"; \
	  swift run --quiet notebook-$${name%%-*} > .build/$$name.md && \
	  diff -u Notebooks-as-scripts/$$name.md .build/$$name.md || exit 1; \
	done

## The documentation; a warning is an error.
docs:
	swift package generate-documentation $(foreach target,$(SWIFT_TARGETS),--target $(target)) --warnings-as-errors

## What the tests compare with R and other programs: how many numbers, the largest differences, and the divergences.
grid: dependencies
	swift build --build-tests
	swift test --skip-build --filter 'Reference|Oracle|Measure|Likelihood' > .build/grid.log 2>&1 || \
	  { grep -E '✘' .build/grid.log; exit 1; }
	@grep -E 'compared [0-9]+ values|^  .+: [0-9]+, [0-9.e-]+' .build/grid.log
	@sed -n '/^## Divergences/,$$p' Tests/Reference/README.md

## The reference results, made anew by R with metafor (r-cran-metafor, r-cran-metadat, r-cran-jsonlite) and pbkrtest
## (r-cran-pbkrtest), and survival (r-cran-survival).
references:
	Rscript Tests/Reference/transcribe_datasets.R
	Rscript Tests/Reference/make_grid.R
	python3 Tests/Reference/glmm_reference.py
	python3 Tests/Reference/survival_at.py
	python3 Tests/Reference/summary_curve.py > Tests/Reference/summary_curve.json
	python3 Tests/Reference/consistency.py
	Rscript Tests/Reference/make_measures.R
	Rscript Tests/Reference/make_regression.R
	Rscript Tests/Reference/make_kr_regression.R
	Rscript Tests/Reference/make_bias_tests.R
	Rscript Tests/Reference/make_plots.R
	Rscript Tests/Reference/make_influence.R
	python3 Tests/Reference/hazard_ratios.py > Tests/Reference/hazard_ratios.json
	Rscript Tests/Reference/make_hazard_ratios.R > Tests/Reference/hazard_ratios_simulated.json
	Rscript Tests/Reference/make_estimators.R
	Rscript Tests/Reference/make_trimfill.R
	Rscript Tests/Reference/make_deletion.R
	Rscript Tests/Reference/make_gosh.R
	Rscript Tests/Reference/make_selmodel.R
	Rscript Tests/Reference/survival_r.R
	python3 Tests/Reference/medians.py
	python3 Tests/Reference/reconstruct.py

benchmarks: build
	Benchmarks/run

clean:
	rm -rf .build
