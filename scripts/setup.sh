#!/usr/bin/env bash
# Installs what is missing for building ("build") or for building and testing ("test"), with the system's packages.
# What is there already is used as it is; root is asked for only when something has to be installed.
set -euo pipefail
cd "$(dirname "$0")/.."
want=${1:-build}

say() { printf '\n== %s\n' "$*"; }
die() { printf 'setup: %s\n' "$*" >&2; exit 1; }

new_enough() { [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ]; }
command -v node >/dev/null || die "node is missing. Install Node 20 or newer from nodejs.org or your system's packages, then run this again."
new_enough || die "node $(node --version) is too old. Softlook needs Node 20 or newer."
command -v npm >/dev/null || die "npm is missing. It comes with Node; install it, then run this again."

missing=()
need() { # command or file that shows it is there, package
  command -v "$1" >/dev/null || [ -e "$1" ] || missing+=("$2")
}
need make make
need cmake cmake
need g++ g++
need ninja ninja-build
need emcc emscripten
need /usr/include/eigen3/Eigen/Core libeigen3-dev
if [ "$want" = test ]; then
  # The command line, which only the tests need (and whoever builds it by hand).
  need /usr/include/unicode/brkiter.h libicu-dev
  need /usr/include/CLI/CLI.hpp libcli11-dev
  need /usr/include/nlohmann/json.hpp nlohmann-json3-dev
  need /usr/src/googletest/googletest/src/gtest-all.cc googletest
  need clang-format clang-format
  need clang-tidy clang-tidy
  need chromium chromium
  need firefox-esr firefox-esr
  need WebKitWebDriver webkit2gtk-driver
  # WebKitGTK's browser has no headless mode.
  need Xvfb xvfb
  # The fonts that a Debian desktop has: without them its browsers take a typewriter's for the page's words.
  need /usr/share/fonts/truetype/liberation fonts-liberation
  need /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf fonts-dejavu-core
fi
# Debian's emcc loads this from Debian's place for Node modules; a Node from elsewhere does not bring it.
if [[ " ${missing[*]:-} " == *" emscripten "* ]]; then missing+=(node-acorn); fi

if [ ${#missing[@]} -gt 0 ]; then
  say "Installing ${missing[*]}"
  command -v apt-get >/dev/null || die "these are missing: ${missing[*]}. Install them with your system's packages, then run this again."
  root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die "installing needs root. As root run: apt-get install -y ${missing[*]}"
    root=(sudo)
  fi
  "${root[@]}" apt-get update -qq || die "the package lists could not be read. Check the network, then run this again."
  # Recommended packages (documentation, other browsers' parts) are not needed.
  DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
    die "installing failed. Run by hand to see why: apt-get install ${missing[*]}"
  # Emscripten's package brings Debian's node, 18 on Debian 12, over one that was put in its place by hand.
  new_enough || die "node is $(node --version) now: the system's took the place of yours. Put Node 20 or newer first on the PATH (/usr/local/bin, say), then run this again."
fi

if [ ! -e web/node_modules/.package-lock.json ] || [ web/package-lock.json -nt web/node_modules/.package-lock.json ]; then
  say "Installing npm packages"
  # ci installs exactly what the lock file says.
  (cd web && npm ci --no-audit --no-fund --loglevel=error)
  touch web/node_modules/.package-lock.json
fi
