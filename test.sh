#!/usr/bin/env bash
# Builds everything and runs all tests. Works twice, and installs what is missing.
#   ./test.sh            everything, in its short form
#   ./test.sh --faults   the fault tests in full (minutes)
#   ./test.sh --postgres the tests of both doors on PostgreSQL instead of a store in memory (minutes)
#   ./test.sh NAME…      only these test projects, e.g. Scim.Tests
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
if [ ${#projects[@]} -eq 0 ]; then
  projects=(Protocol.Tests Domain.Tests Store.Tests Scim.Tests Admin.Tests Architecture.Tests Server.Tests)
fi

ensure_dotnet
ensure_grpc_clients
ensure_postgres
ensure_fault_tools
export TEAMACCESS_GRPC_CLIENTS="$PWD/artifacts/grpc-clients"

say "building"
dotnet build TeamAccess.sln --nologo --verbosity quiet

results=artifacts/test-results
rm -rf "$results"
failed=0
for project in "${projects[@]}"; do
  say "testing $project"
  dotnet test "tests/$project" --no-build --nologo --logger "trx;LogFileName=$project.trx" --results-directory "$results" || failed=1
done

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
