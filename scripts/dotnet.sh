# Sourced by run.sh and test.sh: makes sure that a .NET SDK is there that global.json accepts.

# No build server stays behind when the script is done.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false

say() { printf '==> %s\n' "$*" >&2; }

ensure_dotnet() {
  if command -v dotnet >/dev/null 2>&1 && dotnet --version >/dev/null 2>&1; then
    return
  fi
  say "the .NET 10 SDK is missing; installing it with apt"
  if ! command -v apt-get >/dev/null 2>&1; then
    say "there is no apt here: install the .NET 10 SDK by hand (https://dot.net) and start again"
    exit 1
  fi
  local sudo=""
  [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get update -qq
  $sudo apt-get install -y -qq dotnet-sdk-10.0 || {
    say "apt has no package dotnet-sdk-10.0: install the .NET 10 SDK by hand (https://dot.net) and start again"
    exit 1
  }
}
