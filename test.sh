#!/usr/bin/env bash
# Builds everything and runs all tests. Works twice, and installs what is missing.
#   ./test.sh            everything, in its short form
#   ./test.sh --faults   the fault tests in full (minutes)
#   ./test.sh --postgres the tests of both doors on PostgreSQL instead of a store in memory
#   ./test.sh NAME…      only these test projects, e.g. Scim.Tests
# Without a name the tests of both doors run twice: on a store in memory, and on PostgreSQL beside all the others.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source scripts/dotnet.sh
source scripts/clients.sh
source scripts/postgres.sh
source scripts/faults.sh

projects=()
for argument in "$@"; do
  case "$argument" in
    --faults) export TEAMACCESS_TEST_FAULTS=1 ;;
    --postgres) export TEAMACCESS_TEST_STORE=postgres ;;
    -*) say "there is no option $argument"; exit 2 ;;
    *) projects+=("$argument") ;;
  esac
done
beside=()
if [ ${#projects[@]} -eq 0 ]; then
  [ -n "${TEAMACCESS_TEST_STORE:-}" ] || beside=(Scim.Tests Admin.Tests)
  projects=(Protocol.Tests Domain.Tests Store.Tests Scim.Tests Admin.Tests Architecture.Tests Server.Tests)
fi

# Every test process and every server it starts is young: what it would learn about itself is not worth the counting.
export DOTNET_TieredPGO=0

ensure_dotnet
ensure_grpc_clients
ensure_postgres
ensure_fault_tools
export TEAMACCESS_GRPC_CLIENTS="$PWD/artifacts/grpc-clients"

say "building"
dotnet build TeamAccess.sln --nologo --verbosity quiet

results=artifacts/test-results
rm -rf "$results"
mkdir -p "$results"
failed=0

run() { # PROJECT NAME-OF-THE-RESULTS
  dotnet test "tests/$1" --no-build --nologo --logger "trx;LogFileName=$2.trx" --results-directory "$results"
}

run_beside() {
  local status=0 child=""
  trap '[ -z "$child" ] || kill "$child" 2>/dev/null; exit 1' TERM
  for project in "${beside[@]}"; do
    say "testing $project on PostgreSQL"
    TEAMACCESS_TEST_STORE=postgres run "$project" "$project.postgres" &
    child=$!
    wait "$child" || status=1
  done
  return "$status"
}

other=""
if [ ${#beside[@]} -gt 0 ]; then
  run_beside >"$results/beside.log" 2>&1 &
  other=$!
  # An interrupted run leaves no half of itself behind.
  trap 'kill "$other" 2>/dev/null || true' EXIT
fi

for project in "${projects[@]}"; do
  say "testing $project"
  run "$project" "$project" || failed=1
done

if [ -n "$other" ]; then
  wait "$other" || failed=1
  trap - EXIT
  cat "$results/beside.log"
fi

# The counts of every project, from what the runner wrote.
total() {
  grep -ho "<Counters [^>]*" "$results"/*.trx 2>/dev/null | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n' | awk '{ sum += $1 } END { print sum + 0 }'
}
passed=$(total passed)
failures=$(total failed)
executed=$(total executed)
all=$(total total)
if [ "$passed" -eq 0 ]; then
  say "no test ran"
  failed=1
fi
if [ "$failed" -ne 0 ] && [ "$failures" -eq 0 ]; then
  say "a test project ended with an error outside its tests: see above"
fi
printf '%s passed, %s failed, %s skipped\n' "$passed" "$failures" "$((all - executed))"
exit "$failed"
