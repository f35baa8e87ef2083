#!/usr/bin/env bash
# Builds the cores as WebAssembly (build/wasm), the library (web/lib/softlook.js with softlook.wasm), the element as one
# file (web/lib/self-attention.js and its kin) and the site
# (web/dist). With --tests also the core's tests as WebAssembly and the site whose core can be broken on purpose
# (web/dist-test). A second run builds only what has changed.
set -euo pipefail
cd "$(dirname "$0")/.."
tests=
[ "${1:-}" = --tests ] && tests=yes

say() { printf '\n== %s\n' "$*"; }
die() { printf 'build: %s\n' "$*" >&2; exit 1; }

for tool in emcc cmake ninja node xz; do
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

say "The core to WebAssembly, with ${compiler#* }"
configure() {
  emcmake cmake --preset wasm -DSOFTLOOK_TESTS="$1" >/dev/null
  printf '%s\n' "$compiler" >build/wasm/compiler
}
if [ -n "$tests" ]; then
  grep -qs '^SOFTLOOK_TESTS:BOOL=ON' build/wasm/CMakeCache.txt || configure ON
else
  [ -f build/wasm/CMakeCache.txt ] || configure OFF
fi
# Two at a time: each compilation of Eigen's templates takes some half a gigabyte.
cmake --build build/wasm -j 2 --target softlook_wasm softlook_wasm_test softlook_wasm_small softlook_wasm_small_test
[ -z "$tests" ] || cmake --build build/wasm -j 2

say "The library: web/lib"
for variant in "" -test -small -small-test; do
  # The engine passes the compiled module. Where the glue was loaded from would only make bundlers look for a file, and
  # has no value in a classic worker; some compilers have no switch for it.
  sed 's|import\.meta\.url|"file:///"|g' build/wasm/cpp/wasm/softlook$variant.js >web/lib/glue$variant.js
  cp build/wasm/cpp/wasm/softlook$variant.wasm web/lib/softlook$variant.wasm
done
node scripts/provenance.mjs
node scripts/build-lib.mjs
node scripts/build-element.mjs

[ -f web/vite.config.js ] || exit 0
say "The site: web/dist"
(cd web && node_modules/.bin/vite build --logLevel warn)
if [ -n "$tests" ]; then
  say "The site for the tests: web/dist-test"
  (cd web && node_modules/.bin/vite build --mode test --logLevel warn)
fi
