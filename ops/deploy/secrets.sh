# shellcheck shell=bash
# Passwords and keys: made here, brought to hosts through standard input into files of mode 0600. None is ever in an argument or an environment.

random_hex() { od -An -vtx1 -N "$1" /dev/urandom | tr -d ' \n'; }

# made FILE COMMAND…: its output, unless the file is there.
made() {
  local file=$secrets/$1
  shift
  if [[ -s $file ]]; then done_line "${file#"$secrets/"}" 'there'; return; fi
  mkdir -p "${file%/*}"
  "$@" >"$file.part"
  mv "$file.part" "$file"
  done_line "${file#"$secrets/"}" 'made'
}

database_url() {
  printf 'postgres://highperf_%s:%s@%s:%s/%s?sslmode=%s\n' "$1" "$(random_hex 24)" \
    "${site[DATABASE_HOST]}" "${site[DATABASE_PORT]}" "${site[DATABASE_NAME]}" "${site[DATABASE_SSLMODE]}"
}

redis_url() { printf 'redis://%s:%s@%s:6379\n' "$1" "$(random_hex 24)" "$2"; }

# Of a JSON: next and previous are for a rotation (ops/runbooks).
jwt_keys() { printf '{"current":{"kid":"%s","key":"%s"}}\n' "$(random_hex 4)" "$(random_hex 48)"; }

# password_hash URL_FILE: SHA-256 of the password, as Redis has it.
password_hash() { sed -E 's|^[a-z]+://[^:]+:([^@]+)@.*|\1|' "$1" | tr -d '\n' | sha256sum | cut -d' ' -f1; }

redis_users() {
  local text
  text=$(grep -v '^#' "$ops/redis/users.acl")
  text=${text//@API_HASH@/"$(password_hash "$secrets/web/redis-url")"}
  text=${text//@WORKER_HASH@/"$(password_hash "$secrets/worker/redis-url")"}
  printf '%s\n' "${text//@MONITOR_HASH@/"$(password_hash "$secrets/monitor/redis-url")"}"
}

new_secrets() {
  (($# == 1)) || die 'hpdeploy new-secrets needs a directory.' 'hpdeploy --help'
  read_site
  [[ -n ${site[DATABASE_HOST]-} ]] || die "$site_file does not say DATABASE_HOST."
  umask 077
  secrets=$1
  mkdir -p "$secrets" && chmod 0700 "$secrets"
  head_line "Secrets in $secrets"
  made web/database-url database_url api
  made web/redis-url redis_url api "${site[WORKER_ADDRESS]}"
  made web/jwt-keys jwt_keys
  made worker/database-url database_url worker
  made worker/redis-url redis_url worker 127.0.0.1
  made files/database-url database_url backup
  made migrate/database-url database_url migrate
  made monitor/database-url database_url monitor
  made monitor/redis-url redis_url monitor 127.0.0.1
  # Follows from three of them.
  rm -f "$secrets/redis/users.acl"
  made redis/users.acl redis_users
  note '  A file that is deleted is made anew. Keep the directory where you keep keys, and out of version control.'
}

# put_secrets NAME[=FILE]…, to $host for $role; with --from every file of that directory as well.
put_secrets() {
  local argument name file status=0
  stage
  mkdir "$stage/secrets"
  if [[ -n $secrets_from ]]; then
    for file in "$secrets_from"/*; do
      [[ -f $file ]] || die "there is no file in $secrets_from."
      set -- "$@" "${file##*/}=$file"
    done
  fi
  (($# > 0)) || die 'which secret?' "hpdeploy secrets $role $host NAME=FILE"
  for argument in "$@"; do
    name=${argument%%=*} file=${argument#*=}
    [[ $name =~ ^[a-z][a-z0-9-]*$ ]] || die "'$name' is no name of a secret." 'Such as database-url, redis-url, jwt-keys, migrate-url, redis-users.'
    if [[ $argument == *=* && $file != - ]]; then
      [[ -r $file ]] || die "cannot read $file."
    else
      file=/dev/stdin
    fi
    (umask 077 && cat "$file" >"$stage/secrets/$name")
    [[ -s $stage/secrets/$name ]] || die "the secret $name is empty."
  done
  head_line "Secrets for $role on $host"
  job verb secrets role "$role" dry_run "$dry_run" bold "$bold" dim "$dim" red "$red" green "$green" reset "$reset"
  on "$host" || status=$?
  ended "$host" "$status"
}

make_database() {
  local host=${1-} secrets=${secrets_from:-secrets} pair verifier status=0
  (($# == 1)) || die 'hpdeploy database needs a host that reaches the server.' 'hpdeploy --help'
  command -v python3 >/dev/null || die 'python3 is needed here, to send verifiers instead of passwords.'
  read_site
  [[ -r $admin_file ]] || die "cannot read the administrator's URL '$admin_file'." '--admin FILE, with postgres://user:password@host:port/postgres in it'
  stage
  mkdir "$stage/database"
  printf "\\\\set database '%s'\n" "${site[DATABASE_NAME]}" >"$stage/database/variables.sql"
  for pair in migrate:migrate api:web worker:worker backup:files monitor:monitor; do
    [[ -r $secrets/${pair#*:}/database-url ]] || die "there is no $secrets/${pair#*:}/database-url." "hpdeploy new-secrets $secrets"
    verifier=$(python3 "$here/scram.py" <"$secrets/${pair#*:}/database-url") || die "$secrets/${pair#*:}/database-url has no password."
    printf "\\\\set %s_password '%s'\n" "${pair%:*}" "$verifier" >>"$stage/database/variables.sql"
  done
  (umask 077 && cat "$admin_file" >"$stage/database/admin-url")
  cp "$ops/postgres/roles.sql" "$ops/postgres/grants.sql" "$ops/backup/database-url.sh" "$stage/database/"
  head_line "Database ${site[DATABASE_NAME]}, from $host"
  job verb database name "${site[DATABASE_NAME]}" dry_run "$dry_run" bold "$bold" dim "$dim" red "$red" green "$green" reset "$reset"
  on "$host" || status=$?
  ended "$host" "$status"
}
