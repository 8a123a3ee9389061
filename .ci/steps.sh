# shellcheck shell=bash disable=SC2034
# What .ci/run and .ci/full have in common; both source it with their arguments: words, of which a step's name must have one to be run.
# SPLICEBEAM_SHARED names the shared folder (default: ../shared). Needs no terminal.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec </dev/null
export CI=true
shared=${SPLICEBEAM_SHARED:-$(dirname "$PWD")/shared}
wanted=("$@") summary=() failures=0
acceptance=src/test/acceptance
oracle_python=target/acceptance/venv-oracle/bin/python

is_wanted() {
  local word
  ((${#wanted[@]})) || return 0
  for word in "${wanted[@]}"; do
    [[ $1 != *"$word"* ]] || return 0
  done
  return 1
}

# run_step NAME MINUTES COMMAND...: runs a step within its time and notes how it ended.
run_step() {
  local name=$1 minutes=$2 start=$SECONDS outcome=ok
  shift 2
  printf '\n== %s\n' "$name"
  timeout --kill-after=30s "${minutes}m" "$@" || outcome="FAILED ($?)"
  [[ $outcome == ok ]] || failures=$((failures + 1))
  summary+=("$(printf '%-28s %5d s  %s' "$name" $((SECONDS - start)) "$outcome")")
}

# check NAME MINUTES COMMAND...: the same where the step is wanted.
check() {
  ! is_wanted "$1" || run_step "$@"
}

# skip NAME WHY: notes a step that cannot be run here.
skip() {
  ! is_wanted "$1" || summary+=("$(printf '%-28s          skipped: %s' "$1" "$2")")
}

# fail NAME WHY: notes steps that should have been run.
fail() {
  summary+=("$(printf '%-28s          FAILED: %s' "$1" "$2")")
  failures=$((failures + 1))
}

has_oracle() {
  [[ -f $shared/oracle2/oracle.py ]]
}

tell_tools() {
  local tool
  for tool in java mvn; do
    command -v "$tool" || echo "no $tool on PATH"
    "$tool" -version 2>&1 || true
  done
}

# Sets python to a Python of 3.11 or later that can make virtual environments, installed where the system allows it.
find_python() {
  local candidate
  for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11; do
    if [[ -n $candidate ]] && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      python=$candidate
      break
    fi
  done
  if [[ -z ${python:-} ]]; then
    echo "no Python 3.11 or later found; set PYTHON to one" >&2
    return 1
  fi
  "$python" --version
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "$python has no ensurepip: trying apt-get install python3-venv"
    apt-get update -q && apt-get install -qy python3-venv
  fi
}

# Installs Debian's headless Chromium where the system allows it and there is none.
find_browser() {
  if ! command -v chromium >/dev/null || ! command -v chromedriver >/dev/null; then
    echo "no chromium: trying apt-get install chromium chromium-driver"
    { apt-get update -q && apt-get install -qy chromium chromium-driver; } || true
  fi
}

# Ends with the summary, and with 0 only where everything passed.
finish() {
  # A test that failed and then passed, such as one that Beam's direct runner let hang.
  local flakes
  flakes=$(grep -lE '<flaky(Failure|Error)' target/surefire-reports/*.xml 2>/dev/null | sed 's/.*TEST-//; s/\.xml$//' || true)
  [[ -z $flakes ]] || summary+=("passed only when run again: $flakes")
  ((${#summary[@]})) || fail "${wanted[*]}" "no step has such a name"
  printf '\n== summary\n'
  printf '%s\n' "${summary[@]}"
  ((failures == 0)) || { echo "$failures failed"; exit 1; }
  echo "all passed"
}
