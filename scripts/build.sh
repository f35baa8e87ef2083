#!/bin/sh
# Builds the core as WebAssembly, the library web/lib/softlook.js and the site web/dist.
# A second run rebuilds only what has changed.
set -eu
cd "$(dirname "$0")/.."

say() { printf '\n== %s\n' "$1"; }

need() {  # need <command> <what it is for>
  command -v "$1" > /dev/null && return
  echo "build.sh: $1 is missing ($2). scripts/setup.sh installs it." >&2
  exit 1
}

need emcc "it compiles the C++ core to WebAssembly"
need cmake "it runs the C++ build"
need node "it bundles the JavaScript"
if [ ! -d web/node_modules ]; then
  echo "build.sh: web/node_modules is missing. scripts/setup.sh installs the packages." >&2
  exit 1
fi

# Debian's emcc looks for its JavaScript packages where Debian's node would find them by itself.
if [ -d /usr/share/nodejs ]; then
  export NODE_PATH="/usr/share/nodejs${NODE_PATH:+:$NODE_PATH}"
fi

say "Core to WebAssembly: build/wasm, with $(emcc --version | head -n 1)"
if [ ! -f build/wasm/CMakeCache.txt ]; then
  emcmake cmake -S . -B build/wasm -DCMAKE_BUILD_TYPE=Release
fi
# Two at a time: a compiler of Eigen's templates takes half a gigabyte.
cmake --build build/wasm -j 2 --target softlook_wasm softlook_wasm_test

say "Library: web/lib/softlook.js, web/lib/softlook.wasm"
for variant in "" -test; do
  cp build/wasm/cpp/wasm/softlook$variant.js web/lib/glue$variant.js
  cp build/wasm/cpp/wasm/softlook$variant.wasm web/lib/softlook$variant.wasm
done
node scripts/build-lib.mjs

if [ -f web/vite.config.js ]; then
  say "Site: web/dist"
  (cd web && npx --no-install vite build)
fi
