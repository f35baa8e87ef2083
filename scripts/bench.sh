#!/usr/bin/env bash
# Measures how quick the page and its engine are, in Chromium, and prints a table with the budget beside each number.
# What each number is and how it is taken stands at the top of bench.mjs.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh test
scripts/build.sh
printf '\n== Measuring, about half a minute\n'
node scripts/bench.mjs
