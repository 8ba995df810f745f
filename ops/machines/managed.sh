# shellcheck shell=bash
# managed: the API's secrets in AWS Secrets Manager (a stand-in for it), rotated while players come: no file is sent, and no process restarted.

managed_port=4599
managed_id=highperf/web
managed_place=$operator/managed
managed_file=$managed_place/highperf-web

step_managed() {
  proved 'a stand-in for the service that has the secrets' managed_service
  proved 'the API is told where its secrets are' managed_deploy
  client_ready
  old_token=$token
  invocations >"$state/before"
  proved 'players come' traffic_begin --set uploads=0.05
  proved 'a new key is verified, and then signs, each after it has been read twice' managed_keys
  proved 'a new password: the service, and then PostgreSQL' managed_password
  proved 'no request failed' traffic_end
  proved 'no process was restarted' not_restarted
}

managed_service() {
  mkdir -p "$managed_place"
  chmod 700 "$managed_place"
  managed_write
  launch parameters - python3 "$root/ops/machines/lib/parameters.py" "${address_of[ops]}" "$managed_port" "$managed_place"
  wait_for 10 'it listens' bash -c "exec 3<>/dev/tcp/${address_of[ops]}/$managed_port"
}

# managed_write: the secret, of the operator's files; under another name first, so that nobody reads half of it.
managed_write() {
  (
    umask 077
    jq -n --rawfile database "$site_secrets/web/database-url" --rawfile redis "$site_secrets/web/redis-url" \
      --slurpfile keys "$site_secrets/web/jwt-keys" \
      '{DATABASE_URL: ($database | rtrimstr("\n")), REDIS_URL: ($redis | rtrimstr("\n")), JWT_KEYS: $keys[0]}' >"$managed_file.new"
  )
  mv "$managed_file.new" "$managed_file"
}

managed_deploy() {
  # In production the machine's own role says who it is; here anybody will do.
  printf '%s\n' "AWS_SECRET_ID=$managed_id" AWS_REGION=us-east-1 "AWS_ENDPOINT_URL=http://${address_of[ops]}:$managed_port" \
    AWS_ACCESS_KEY_ID=stand-in AWS_SECRET_ACCESS_KEY=stand-in | inside web tee -a /etc/highperf/local.env >/dev/null
  hpdeploy web web --binaries "$(release_running web)"
  both_ready
}

# Twice the refresh (5 s), and a little.
managed_keys() {
  local keys=$site_secrets/web/jwt-keys
  (umask 077 && openssl rand -hex 48 | jq -R --slurpfile old "$keys" '$old[0] + {next: {kid: .[0:8], key: .[8:]}}' >"$keys.new")
  mv "$keys.new" "$keys"
  managed_write
  sleep 12
  (umask 077 && jq -c '{current: .next, previous: .current}' "$keys" >"$keys.new")
  mv "$keys.new" "$keys"
  managed_write
  sleep 8
  call GET /api/videos -H "Authorization: Bearer $old_token"
  expect 200 'a token of before'
}

managed_password() {
  rm "$site_secrets/web/database-url"
  hpdeploy new-secrets "$site_secrets"
  managed_write
  hpdeploy database worker --secrets "$site_secrets" --admin "$operator/admin-url"
  # What is open stays open. Whoever opens another is refused with the one that was read last, and takes the other.
  sleep 8
  both_ready
}
