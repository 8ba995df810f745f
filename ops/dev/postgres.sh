# shellcheck shell=bash
# A PostgreSQL of our own. It refuses to run as root: root hands it to the user "postgres" of the Debian package.

postgres_bin() {
  if [[ -n ${HIGHPERF_POSTGRES_BIN-} ]]; then printf '%s\n' "$HIGHPERF_POSTGRES_BIN"; return; fi
  printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1
}

# PostgreSQL 17 beside the distribution's own: for what this shell starts, the tests included.
use_postgres_17() {
  local tree=/var/cache/highperf/postgres-17
  ((EUID == 0)) || die '--postgres-17 makes a tree of Debian 13, which only root can.'
  install postgres_17
  task 'PostgreSQL 17 of Debian 13' "$logs/postgres-17.log" bash "$root/ops/dev/postgres-17.sh" "$tree" || die 'it could not be had.' "Log: $logs/postgres-17.log"
  export HIGHPERF_POSTGRES_BIN=$tree/usr/lib/postgresql/17/bin
  say "  $("$HIGHPERF_POSTGRES_BIN/postgres" --version)"
}

as_postgres() {
  if ((EUID == 0)); then
    (cd / && exec setpriv --reuid=postgres --regid=postgres --init-groups -- "$@")
  else
    "$@"
  fi
}

# postgres_data: where its files are; chosen once. A repository that "postgres" cannot reach keeps them in /var/tmp.
postgres_data() {
  local data=$dev/postgres
  if [[ -s $dev/postgres.path ]]; then cat "$dev/postgres.path"; return; fi
  mkdir -p "$data"
  if ((EUID == 0)); then
    chown postgres: "$data" && chmod 700 "$data"
    if ! as_postgres test -w "$data"; then
      rmdir "$data"
      data=/var/tmp/highperf-$(printf '%s' "$dev" | sha256sum | cut -c1-16)
      if [[ ! -d $data ]]; then mkdir -m 700 "$data" && chown postgres: "$data"; fi
      [[ ! -L $data && $(stat -c %U "$data") == postgres ]] || { echo "$data belongs to someone else" >&2; return 1; }
    fi
  fi
  printf '%s\n' "$data" | tee "$dev/postgres.path"
}

start_postgres() {
  local bin data
  local -a user=()
  bin=$(postgres_bin)
  data=$(postgres_data) || return
  if [[ ! -s $data/PG_VERSION ]]; then
    # The script as an argument: its user need not be able to read the repository.
    as_postgres bash -c "$(<"$root/ops/dev/make-cluster.sh")" _ "$bin" "$data" <<<"$DATABASE_PASSWORD" || return
  fi
  if ((EUID == 0)); then user=(setpriv --reuid=postgres --regid=postgres --init-groups --); fi
  launch postgres "$1" "${user[@]}" "$bin/postgres" -D "$data/cluster" -p "$POSTGRES_PORT" \
    -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200
  wait_until 60 postgres postgres_answers
}

postgres_answers() { "$(postgres_bin)/pg_isready" -q -h 127.0.0.1 -p "$POSTGRES_PORT"; }

sql() { PGPASSWORD=$DATABASE_PASSWORD "$(postgres_bin)/psql" -X -q -A -t -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$POSTGRES_PORT" -U postgres "$@"; }

create_database() {
  if [[ $(sql -c "SELECT count(*) FROM pg_roles WHERE rolname = 'highperf'") == 0 ]]; then
    sql <<<"CREATE ROLE highperf LOGIN PASSWORD '$DATABASE_PASSWORD'" || return
  fi
  if [[ $(sql -c "SELECT count(*) FROM pg_database WHERE datname = 'highperf'") == 0 ]]; then
    sql -c 'CREATE DATABASE highperf OWNER highperf' || return
  fi
}
