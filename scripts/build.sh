#!/usr/bin/env bash
# Builds what ships: the core as WebAssembly (build/wasm), the library (web/lib/softlook.js with softlook.wasm), the
# element as one file (web/lib/self-attention.js and its kin) and the site (web/dist). A second run builds only what has
# changed.
#   --tests       also the core that can be broken on purpose, its library and the site with it (web/dist-test)
#   --core-tests  only the core's tests as WebAssembly
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:-}

say() { printf '\n== %s\n' "$*"; }
die() { printf 'build: %s\n' "$*" >&2; exit 1; }

for tool in emcc cmake ninja node; do
  command -v "$tool" >/dev/null || die "$tool is missing. scripts/setup.sh installs it."
done
[ -d web/node_modules ] || die "web/node_modules is missing. scripts/setup.sh installs the packages."

# Debian's emcc loads JavaScript packages from Debian's place for them, where only Debian's node looks by itself.
if [ -d /usr/share/nodejs ]; then
  export NODE_PATH="/usr/share/nodejs${NODE_PATH:+:$NODE_PATH}"
fi

# Nothing of what one compiler made is any use to another.
version=$(emcc --version)
compiler="$(command -v emcc) ${version%%$'\n'*}"
if [ -d build/wasm ] && [ "$(cat build/wasm/compiler 2>/dev/null)" != "$compiler" ]; then
  say "Another emcc than last time: starting over in build/wasm"
  rm -rf build/wasm
fi

configure() { # whether with the core's tests, which need GoogleTest: ON or OFF
  emcmake cmake --preset wasm -DSOFTLOOK_TESTS="$1" >/dev/null
  printf '%s\n' "$compiler" >build/wasm/compiler
}
# Two at a time: each compilation of Eigen's templates takes some half a gigabyte.
if [ "$what" = --core-tests ]; then
  say "The core's tests to WebAssembly, with ${compiler#* }"
  grep -qs '^SOFTLOOK_TESTS:BOOL=ON' build/wasm/CMakeCache.txt || configure ON
  cmake --build build/wasm -j 2
  exit
fi

say "The core to WebAssembly, with ${compiler#* }"
variants=("")
[ "$what" = --tests ] && variants=("" -test)
[ -f build/wasm/CMakeCache.txt ] || configure OFF
cmake --build build/wasm -j 2 --target softlook_wasm ${variants[1]:+softlook_wasm_test}

say "The library and the element: web/lib"
for variant in "${variants[@]}"; do
  # The engine passes the compiled module. Where the glue was loaded from would only make bundlers look for a file, and
  # has no value in a classic worker; some compilers have no switch for it.
  sed 's|import\.meta\.url|"file:///"|g' build/wasm/cpp/wasm/softlook$variant.js >web/lib/glue$variant.js
  cp build/wasm/cpp/wasm/softlook$variant.wasm web/lib/
  node scripts/provenance.mjs softlook$variant
  node scripts/build-lib.mjs softlook$variant
done
node scripts/build-element.mjs

say "The site: web/dist"
(cd web && node_modules/.bin/vite build --logLevel warn)
if [ "$what" = --tests ]; then
  say "The site for the tests: web/dist-test"
  (cd web && node_modules/.bin/vite build --mode test --logLevel warn)
fi
