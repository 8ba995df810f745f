# shellcheck shell=bash
# Whether a secret is anywhere but where it belongs: what processes were called with and live in (of all machines: the host sees them), journals, logs, files.

secrets_list=$operator/all-secrets # a line each, of now and of before
leaks=$state/leaks
watcher_pid=''

# secrets_collect: what the operator has now, beside what there was before. Called again in each rotation.
secrets_collect() {
  {
    cut -d: -f5 "$operator/pgpass"
    # The passwords in URLs, the keys in JSON.
    find "$site_secrets" -type f \( -name database-url -o -name redis-url \) -exec sed -nE 's|^[a-z]+://[^:]+:([^@]+)@.*|\1|p' {} +
    jq -r '.[].key' "$site_secrets/web/jwt-keys"
    cat "$secrets_list" 2>/dev/null || true
  } | sort -u >"$secrets_list.new"
  chmod 600 "$secrets_list.new"
  mv "$secrets_list.new" "$secrets_list"
  # A short line would be found everywhere, an empty one in everything.
  if (($(wc -l <"$secrets_list") < 7)) || grep -qvE '.{16}' "$secrets_list"; then fail 'the list of secrets to look for is not right'; fi
}

# secrets_watch: looks at every process of this machine, and so of the three, again and again until secrets_watched.
secrets_watch() {
  : >"$leaks"
  (
    while :; do
      grep -aFlsf "$secrets_list" /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | while read -r file; do
        pid=${file#/proc/} && pid=${pid%/*}
        printf '%s of %s\n' "${file##*/}" "$(tr '\0' ' ' <"/proc/$pid/comm" 2>/dev/null)"
      done >>"$leaks" || true
      printf '.\n' >>"$leaks.looks"
      sleep 0.15
    done
  ) &
  watcher_pid=$!
}

cleanups+=(secrets_unwatch)
secrets_unwatch() { if [[ -n $watcher_pid ]]; then kill "$watcher_pid" 2>/dev/null || true; fi; }

# secrets_watched: the end of it; $detail says how often was looked.
secrets_watched() {
  secrets_unwatch
  wait "$watcher_pid" 2>/dev/null || true
  watcher_pid=''
  detail="$(wc -l <"$secrets_list") secrets, $(wc -l <"$leaks.looks") looks at all processes"
  [[ ! -s $leaks ]] || fail "a secret is in the $(sort "$leaks" | uniq -c | sort -rn | head -n 3 | awk '{ $1 = ""; print }' | paste -sd';')"
}

# secrets_in_journals: fields of all kinds, command lines among them.
secrets_in_journals() {
  local name lines=0 found
  for name in "${hosts[@]}"; do
    inside "$name" journalctl --quiet --all --no-pager --output=export >"$state/journal"
    lines=$((lines + $(grep -ac '^MESSAGE' "$state/journal")))
    found=$(grep -aFf "$secrets_list" "$state/journal" | head -n 1 | cut -c1-40) || true
    rm -f "$state/journal"
    [[ -z $found ]] || fail "a secret is in the journal of $name: a line that begins with '${found%%=*}'"
  done
  detail="$lines messages"
}

# secrets_in_files: what the machines have written since they were made, the output of every deploy, PostgreSQL's log.
secrets_in_files() {
  local name file files=0
  local -a found
  for name in "${hosts[@]}"; do
    files=$((files + $(find "$state/machines/$name/upper" -type f | wc -l)))
    mapfile -t found < <(cd "$state/machines/$name/upper" || exit; grep -raFlsf "$secrets_list" . | grep -vE "$where_secrets_belong")
    ((${#found[@]} == 0)) || fail "$name has a secret in ${found[*]}"
  done
  mapfile -t found < <(grep -aFlsf "$secrets_list" "$logs"/*.log)
  ((${#found[@]} == 0)) || fail "a secret is in ${found[*]}"
  detail="$files files of the machines, and the output of every deploy"
}

# Of root alone.
where_secrets_belong='^\./etc/highperf/secrets/'
