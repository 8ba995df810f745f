# shellcheck shell=bash
# rotated: the keys of tokens and the database's passwords, as the runbooks have it (rotate-keys, rotate-database-password), while players come;
# then every secret, old and new, is looked for where it should not be.

step_rotated() {
  client_ready
  old_token=$token
  secrets_collect
  invocations >"$state/before"
  proved 'players come' traffic_begin --set uploads=0.05
  secrets_watch
  proved 'a new key, which everybody verifies and nobody signs with yet' rotated_next
  proved 'it signs; the old one is still verified' rotated_current
  proved 'a new password of the API' rotated_password api web worker
  proved 'a new password of the worker' rotated_password worker worker worker
  proved 'no request failed' traffic_end
  proved 'no process was restarted' not_restarted
  proved 'no job was lost' no_job_lost 240
  proved 'the old key is forgotten, and its tokens with it' rotated_previous
  proved 'in no command line and no environment of any process' secrets_watched
  proved 'in no field of a journal' secrets_in_journals
  proved 'in no file that a machine has written, and in nothing that a deploy has said' secrets_in_files
}

# rotated_keys FILTER: of the keys that there are, and to the API's host.
rotated_keys() {
  local keys=$site_secrets/web/jwt-keys
  (umask 077 && jq -c "$1" "$keys" >"$keys.new")
  rotated_sent
}

rotated_sent() {
  local keys=$site_secrets/web/jwt-keys
  mv "$keys.new" "$keys"
  secrets_collect
  hpdeploy secrets web web "jwt-keys=$keys"
  sleep 12 # twice the refresh (5 s), and a little
  rotated_token_is 200
}

# The runbook's own line.
rotated_next() {
  local keys=$site_secrets/web/jwt-keys before
  before=$(rotated_kid)
  (umask 077 && openssl rand -hex 48 | jq -R --slurpfile old "$keys" '$old[0] + {next: {kid: .[0:8], key: .[8:]}}' >"$keys.new")
  rotated_sent
  [[ $(rotated_kid) == "$before" ]] || fail 'it signs already'
}

rotated_current() {
  local before
  before=$(rotated_kid)
  rotated_keys '{current: .next, previous: .current}'
  [[ $(rotated_kid) != "$before" ]] || fail 'the old key signs'
  detail="kid $before, now $(rotated_kid)"
}

# An hour and two minutes later, by the runbook. Here the token is younger, and refused.
rotated_previous() {
  local keys=$site_secrets/web/jwt-keys
  (umask 077 && jq -c '{current}' "$keys" >"$keys.new")
  mv "$keys.new" "$keys"
  hpdeploy secrets web web "jwt-keys=$keys"
  sleep 12
  rotated_token_is 401
}

# rotated_token_is STATUS: what a token of before the rotation is answered.
rotated_token_is() {
  call GET /api/videos -H "Authorization: Bearer $old_token"
  expect "$1" 'a token of before'
}

# rotated_kid: of a token that is given now.
rotated_kid() {
  local payload
  call POST /api/auth/login --json "{\"email\": \"$step.$run@example.test\", \"password\": \"canasta-2025\"}"
  expect 200 'log in'
  payload=$(field .access_token | cut -d. -f1 | tr '_-' '/+')
  while ((${#payload} % 4)); do payload+='='; done
  base64 -d <<<"$payload" | jq -r .kid
}

# rotated_password ROLE HOST DATABASE_HOST
rotated_password() {
  local role=$1 host=$2 url
  url=$site_secrets/$host/database-url
  (umask 077 && cp "$url" "$operator/old-url")
  rm "$url"
  hpdeploy new-secrets "$site_secrets"
  secrets_collect
  hpdeploy secrets "$host" "$host" "database-url=$url"
  hpdeploy database "$3" --secrets "$site_secrets" --admin "$operator/admin-url"
  rotated_opens "$url" || fail "the new password of $role does not open the database"
  ! rotated_opens "$operator/old-url" || fail "the old password of $role still opens the database"
}

# rotated_opens URL_FILE
rotated_opens() (
  # shellcheck source=/dev/null
  source "$root/ops/backup/database-url.sh"
  trap 'rm -f "${PGPASSFILE-}"' EXIT
  use_database_url "$1"
  PGHOSTADDR=${address_of[db]} PGSSLROOTCERT=$state/authority/authority.crt "$(postgres_bin)/psql" -X -w -q -A -t -c 'SELECT 1' >/dev/null 2>&1
)
