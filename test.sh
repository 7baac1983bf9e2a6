#!/usr/bin/env bash
# Restores, builds and runs every test project. Ends with one line: N passed, N failed, N skipped.
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# The studio is tested in a real browser: Debian's Chromium, or the program that CHROMIUM names. Without one those tests are skipped, and counted as skipped.
if [ -z "${CHROMIUM:-}" ] && ! command -v chromium chromium-browser google-chrome >/dev/null && command -v apt-get >/dev/null; then
  echo "Installing Chromium for the tests of the studio"
  as_root=$([ "$(id -u)" -eq 0 ] || echo sudo -n)
  { DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends chromium \
      || { $as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends chromium; }; } >"$log" 2>&1 \
    || { tail -n 3 "$log"; echo "No Chromium: the tests in the browser will be skipped."; }
fi

# Stores on PostgreSQL are tested on a server of the tests' own; without its programs those tests are skipped, and counted as skipped.
if ! command -v initdb >/dev/null && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && command -v apt-get >/dev/null; then
  echo "Installing PostgreSQL for the tests of its store"
  as_root=$([ "$(id -u)" -eq 0 ] || echo sudo -n)
  { DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends postgresql \
      || { $as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends postgresql; }; } >"$log" 2>&1 \
    || { tail -n 3 "$log"; echo "No PostgreSQL: the tests on it will be skipped."; }
fi

dotnet build Heed.slnx -c Release || exit 1
dotnet test --solution Heed.slnx -c Release --no-build --no-progress "$@" 2>&1 | tee "$log"
code=${PIPESTATUS[0]}
count() { sed -nE "s/^ *$1: *([0-9]+).*/\1/p" "$log" | tail -n 1; }
passed=$(count succeeded) failed=$(count failed) skipped=$(count skipped)
echo "${passed:-0} passed, ${failed:-0} failed, ${skipped:-0} skipped"
[ "$code" -eq 0 ] && [ "${passed:-0}" -gt 0 ]
