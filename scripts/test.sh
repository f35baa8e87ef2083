#!/usr/bin/env bash
# Runs every check and ends with a line for each. `scripts/test.sh web browser` runs only those named.
set -uo pipefail
cd "$(dirname "$0")/.."
root=$PWD
scripts/setup.sh test || exit 1

logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
only=("$@")
lines=()
failed=0

runners="native sanitize wasm boundary web types lint format clang-format clang-tidy package size browser embed"
for name in "${only[@]}"; do
  [[ " $runners " == *" $name "* ]] || { echo "test: there is no runner $name; there are $runners" >&2; exit 1; }
done

wanted() { [ ${#only[@]} -eq 0 ] || [[ " ${only[*]} " == *" $1 "* ]]; }

# Sums what GoogleTest, node's runner or a plain exit code say into "passed failed".
count() { # log, exit code
  awk -v code="$2" '
    /\[  PASSED  \] [0-9]+ test/ { sub(/.*\[  PASSED  \] /, ""); pass += $1; seen = 1; next }
    /\[  FAILED  \] [0-9]+ test/ { sub(/.*\[  FAILED  \] /, ""); fail += $1; seen = 1; next }
    /^# pass [0-9]+/ || /^ℹ pass [0-9]+/ { pass += $3; seen = 1 }
    /^# (fail|cancelled) [0-9]+/ || /^ℹ (fail|cancelled) [0-9]+/ { fail += $3; seen = 1 }
    END {
      if (!seen) { pass = code == 0; fail = code != 0 }
      # A runner that broke without a failing test has failed all the same; so has one that ran nothing.
      if (fail == 0 && (code != 0 || pass == 0)) fail = 1
      print pass + 0, fail + 0
    }' "$1"
}

run() { # name, command…
  local name=$1
  shift
  wanted "$name" || return 0
  printf '\n== %s\n' "$name"
  "$@" 2>&1 | tee "$logs/$name"
  local code=${PIPESTATUS[0]} pass fail
  read -r pass fail < <(count "$logs/$name" "$code")
  [ "$fail" -eq 0 ] || failed=1
  lines+=("$name: $pass passed, $fail failed")
}

# node's test runner, one file after the other: the machine's cores belong to the browser and the core.
node_tests() { node --expose-gc --test --test-concurrency=1 --test-reporter=spec "$@"; }

native() { # preset
  cmake --preset "$1" >/dev/null && cmake --build --preset "$1" -j "$(nproc)" && ctest --preset "$1" -j "$(nproc)" --verbose
}

wasm_core() { scripts/build.sh --core-tests && ctest --test-dir build/wasm -j "$(nproc)" --verbose --output-on-failure; }

tidy() {
  cmake --preset release -DCMAKE_EXPORT_COMPILE_COMMANDS=ON >/dev/null
  git ls-files 'cpp/softlook/*.cpp' 'cpp/cli/*.cpp' | xargs -P "$(nproc)" -n 4 clang-tidy -p build/release --quiet --warnings-as-errors='*'
}

clang_format() { git ls-files 'cpp/**/*.cpp' 'cpp/**/*.h' 'tests/core/*.cpp' 'tests/core/*.h' | xargs clang-format --dry-run --Werror; }

in_web() { (cd web && npm run --silent "$@"); }

printf '\n== Building\n'
scripts/build.sh --tests || exit 1

run native native release
run sanitize native sanitize
run wasm wasm_core
run boundary node_tests tests/boundary/*.test.js
run web node_tests tests/web/*.test.js
run types in_web types
run lint in_web lint
run format in_web format:check
run clang-format clang_format
run clang-tidy tidy
run package node_tests tests/package/*.test.js
run size node_tests tests/size/*.test.js
run browser node_tests tests/browser/*.test.js
run embed node_tests tests/embed/*.test.js

printf '\n'
cd "$root"
printf '%s\n' "${lines[@]}"
exit $failed
