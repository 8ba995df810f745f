# shellcheck shell=bash
# PostgreSQL, which is somebody else's: beside the machines, in a namespace and with a certificate of its own, as a managed one would be.

database=$state/postgres

# database_make: a cluster, its superuser's password where only root reads it.
database_make() {
  local bin password
  bin=$(postgres_bin)
  password=$(random_hex 16)
  mkdir -p "$database"
  chown postgres: "$database"
  chmod 700 "$database"
  as_postgres bash -c "$(<"$root/ops/dev/make-cluster.sh")" _ "$bin" "$database" <<<"$password"
  (umask 077 && printf 'db:5432:*:postgres:%s\n%s:5432:*:postgres:%s\n' "$password" "${address_of[db]}" "$password" >"$operator/pgpass")
  install -o postgres -m 600 "$state/authority/db.key" "$database/cluster/server.key"
  install -o postgres -m 600 "$state/authority/db.crt" "$database/cluster/server.crt"
  # The site's own settings (ops/postgres), as they would be a managed one's parameter group.
  as_postgres mkdir "$database/cluster/conf.d"
  install -o postgres -m 600 "$root/ops/postgres/postgresql.conf" "$database/cluster/conf.d/highperf.conf"
  printf "include_dir 'conf.d'\n" | as_postgres tee -a "$database/cluster/postgresql.conf" >/dev/null
  printf '%s\n' 'hostssl all all 10.87.0.0/24 scram-sha-256' | as_postgres tee "$database/cluster/pg_hba.conf" >/dev/null
}

# database_start: what is committed is on the disk, as with a managed one.
database_start() {
  launch postgres - nsenter --net="/run/netns/${prefix}db" -- setpriv --reuid=postgres --regid=postgres --init-groups -- \
    "$(postgres_bin)/postgres" -D "$database/cluster" -c "listen_addresses=${address_of[db]}" -c unix_socket_directories= -c ssl=on
  wait_for 60 'PostgreSQL' database_answers
}

database_answers() { there db "$(postgres_bin)/pg_isready" -q -h "${address_of[db]}"; }

# admin [PSQL OPTION…]: psql as the database's superuser; on a command line and in an environment there is no password.
admin() {
  there ops env PGPASSFILE="$operator/pgpass" PGSSLMODE=verify-ca PGSSLROOTCERT="$state/authority/authority.crt" \
    "$(postgres_bin)/psql" -X -q -A -t -v ON_ERROR_STOP=1 -h "${address_of[db]}" -U postgres "$@"
}

# rows SQL: of the site's database.
rows() { admin -d highperf -c "$1"; }
