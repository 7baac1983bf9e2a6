#!/usr/bin/env bash
# Restores, builds and runs every test project. Ends with one line: N passed, N failed, N skipped.
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet build Heed.slnx -c Release || exit 1
dotnet test --solution Heed.slnx -c Release --no-build --no-progress "$@" 2>&1 | tee "$log"
code=${PIPESTATUS[0]}
count() { sed -nE "s/^ *$1: *([0-9]+).*/\1/p" "$log" | tail -n 1; }
passed=$(count succeeded) failed=$(count failed) skipped=$(count skipped)
echo "${passed:-0} passed, ${failed:-0} failed, ${skipped:-0} skipped"
[ "$code" -eq 0 ] && [ "${passed:-0}" -gt 0 ]
