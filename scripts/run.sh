#!/usr/bin/env bash
# Builds the site, nothing that only tests need, and serves it on localhost; prints the address. PORT chooses another port
# than 4173.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh build
scripts/build.sh
printf '\n== Serving. Stop with Ctrl-C.\n'
cd web
# preview serves the built site as it would be deployed; a taken port moves on to the next one.
exec node_modules/.bin/vite preview --host localhost --port "${PORT:-4173}"
