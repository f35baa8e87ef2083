#!/usr/bin/env bash
# Builds everything with the emcc of other Debian releases (trixie and sid unless named: `scripts/compilers.sh sid`), each
# in a system of its own in a temporary folder, and runs the core's, the boundary's and the size tests on what comes out.
# Needs root and debootstrap, some 3 GB and five minutes each. The system's own emcc is what scripts/test.sh tests.
set -euo pipefail
cd "$(dirname "$0")/.."

die() { printf 'compilers: %s\n' "$*" >&2; exit 1; }
[ "$(id -u)" -eq 0 ] || die "making a system of its own needs root: sudo scripts/compilers.sh"
command -v debootstrap >/dev/null || die "debootstrap is missing. As root run: apt-get install -y debootstrap"
scripts/setup.sh test

systems=$(mktemp -d)
leave() {
  for proc in "$systems"/*/proc; do umount "$proc" 2>/dev/null || true; done
  rm -rf --one-file-system "$systems"
}
trap leave EXIT

# The committed state and this machine's npm packages: what is tried is the compiler, not the installing.
try() { # release
  local system=$systems/$1 work=$systems/$1/softlook
  debootstrap --variant=minbase "$1" "$system" >"$systems/$1.log" 2>&1 ||
    { tail "$systems/$1.log"; die "Debian $1 could not be had"; }
  mount -t proc proc "$system/proc"
  git clone -q . "$work"
  cp -r web/node_modules "$work/web/"
  chroot "$system" env -i HOME=/root PATH=/usr/bin:/bin LANG=C.UTF-8 bash -ec '
    # Debian has emcc load acorn from beside its own node.
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      emscripten node-acorn libeigen3-dev googletest cmake make g++ ninja-build git >/dev/null
    cd /softlook
    scripts/build.sh --tests
    scripts/build.sh --core-tests
    ctest --test-dir build/wasm -j 2 --output-on-failure
    node --expose-gc --test --test-concurrency=1 --test-reporter=dot tests/boundary/*.test.js'
  # The first screen is measured in a browser, which is on this side.
  (cd "$work" && node --test --test-reporter=spec tests/size/*.test.js)
}

[ $# -gt 0 ] || set -- trixie sid
for release in "$@"; do
  printf '\n== Debian %s\n' "$release"
  try "$release"
done
