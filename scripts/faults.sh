# Sourced by test.sh: what the tests put faults into a running server with. (Mounts of their own need nothing installed.)

ensure_fault_tools() {
  local missing=()
  command -v strace >/dev/null 2>&1 || missing+=(strace)
  ls /usr/lib/*/faketime/libfaketimeMT.so.1 >/dev/null 2>&1 || missing+=(libfaketime)
  if [ ${#missing[@]} -eq 0 ]; then
    return
  fi
  say "missing ${missing[*]}; installing with apt (the fault tests trace and disturb servers that they start)"
  if ! command -v apt-get >/dev/null 2>&1; then
    say "there is no apt here: install ${missing[*]} by hand; the fault tests fail without them"
    return
  fi
  local sudo=""
  [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get update -qq
  $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" || say "${missing[*]} could not be installed; the fault tests fail without them"
}
