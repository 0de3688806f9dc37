# Sourced by test.sh: the PostgreSQL server that the tests of the shared store start for themselves.

ensure_postgres() {
  if ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
    return
  fi
  say "PostgreSQL is missing; installing it with apt (the tests start a cluster of their own)"
  if ! command -v apt-get >/dev/null 2>&1; then
    say "there is no apt here: install PostgreSQL by hand; the tests of the shared store fail without it"
    return
  fi
  local sudo=""
  [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get update -qq
  # No cluster of the machine's own: these tests never use one.
  $sudo mkdir -p /etc/postgresql-common/createcluster.d
  echo "create_main_cluster = false" | $sudo tee /etc/postgresql-common/createcluster.d/teamaccess-tests.conf >/dev/null
  $sudo apt-get install -y -qq postgresql || say "postgresql could not be installed; the tests of the shared store fail without it"
}
