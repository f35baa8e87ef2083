#!/usr/bin/env bash
# Measures how quick the page and its engine are, in Chromium, and prints a table of ratios with the budget beside each.
# What each is a ratio to and how it is taken stands at the top of bench.mjs.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh test
scripts/build.sh
cmake --preset release >/dev/null
cmake --build --preset release --target softlook_bench
printf '\n== Measuring, some three minutes\n'
node scripts/bench.mjs "$@"
