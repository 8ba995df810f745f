# shellcheck shell=bash
# hpdeploy secrets and hpdeploy database.

# place_of NAME: the owner's password where no service is given it, Redis's users where its unit reads them; the rest with its role.
place_of() {
  case $1 in
    migrate-url) echo "$secrets_root/migrate/database-url" ;;
    redis-users | users.acl) echo "$secrets_root/redis/users.acl" ;;
    *) echo "$secrets_root/$role/$1" ;;
  esac
}

# hand_over FILE: to what runs here and reads its secrets again by itself (HIGHPERF_SECRETS_DIR of the units). What does not run gets them when it starts.
hand_over() {
  local place name=${1##*/}
  local -a places=()
  case $role in
    web) places=(/run/highperf-api-*) ;;
    worker) places=(/run/highperf-worker) ;;
  esac
  for place in "${places[@]}"; do
    if [[ ! -d $place ]]; then continue; fi
    install -m 0400 -o highperf -g highperf "$1" "$place/.$name"
    mv -f "$place/.$name" "$place/$name"
    done_line "$place/$name" 'written'
  done
}

secrets() {
  local file place written=0
  ((EUID == 0)) || die 'secrets are for root to keep.'
  for file in "$here/secrets"/*; do
    place=$(place_of "${file##*/}")
    if cmp -s "$file" "$place"; then done_line "$place" 'as it was'; continue; fi
    written=$((written + 1))
    if [[ $dry_run == true ]]; then note "  would   write $place"; continue; fi
    install -d -m 0755 /etc/highperf
    install -d -m 0700 "$secrets_root" "${place%/*}"
    # Under another name first: who starts meanwhile reads the old one or the new one, and never half.
    install -m 0600 "$file" "${place%/*}/.${place##*/}" && mv -f "${place%/*}/.${place##*/}" "$place"
    done_line "$place" 'written'
    if [[ $place == "$secrets_root/$role/"* ]]; then hand_over "$place"; fi
    if [[ $place == */users.acl ]] && is_active redis-server.service; then
      systemctl restart redis-server.service && done_line 'redis-server' 'restarted'
    fi
  done
  if ((written == 0)) || [[ $role == files ]]; then return; fi
  note '  What runs takes up passwords and keys by itself, within HIGHPERF_SECRETS_REFRESH (60 s). Anything else, such as another host of the database, when it'
  note "  starts: hpdeploy $role HOST restarts it, one process after the other."
}

database() {
  local there
  command -v psql >/dev/null || die 'psql is missing here.' 'apt-get install --no-install-recommends postgresql-client'
  # shellcheck source=/dev/null
  source "$here/database/database-url.sh"
  trap 'rm -rf "$here" "${PGPASSFILE-}"' EXIT
  use_database_url "$here/database/admin-url" || die 'the administrator'\''s URL cannot be read.'
  psql --no-psqlrc --no-password --quiet -Atc 'select 1' >/dev/null || die "no connection to PostgreSQL at $PGHOST:$PGPORT."
  done_line "PostgreSQL $(psql --no-psqlrc --no-password -Atc 'show server_version') at $PGHOST" ''
  if [[ $dry_run == true ]]; then note "  would   make or alter the roles and the database $name"; return; fi
  psql --no-psqlrc --no-password --quiet --set ON_ERROR_STOP=1 -f "$here/database/variables.sql" -f "$here/database/roles.sql"
  done_line "roles and database $name" ''
  there=$(psql --no-psqlrc --no-password -At --dbname="$name" -c "select to_regclass('public.schema_migrations') is not null")
  if [[ $there != t ]]; then note '  no schema yet: the first deploy makes it'; return; fi
  psql --no-psqlrc --no-password --quiet --set ON_ERROR_STOP=1 --dbname="$name" -c 'set role highperf_owner' -f "$here/database/grants.sql"
  done_line 'grants' ''
}
