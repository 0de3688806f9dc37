#!/usr/bin/env bash
# Builds and starts the TeamAccess server in demo mode. Arguments go to the server; see ./run.sh --help.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source scripts/dotnet.sh
ensure_dotnet

project=src/Server/Server.csproj
server=artifacts/bin/Server/release/TeamAccess.Server.dll

say "building the server (the first time takes a minute or two)"
dotnet build "$project" --configuration Release --nologo --verbosity quiet >&2

# exec: signals reach the server itself, and its exit code is ours.
case " $* " in
  *" --demo "*) exec dotnet "$server" "$@" ;;
  *) exec dotnet "$server" --demo "$@" ;;
esac
