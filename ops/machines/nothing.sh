# shellcheck shell=bash
# nothing: from hosts on which nothing of ours is to a site that answers, by what ops/deploy/README.md tells an operator to type.

step_nothing() {
  site_make
  release_make first
  proved 'hpdeploy new-secrets' hpdeploy new-secrets "$site_secrets"
  proved 'hpdeploy database: roles and the database' hpdeploy database worker --secrets "$site_secrets" --admin "$operator/admin-url"
  proved 'hpdeploy secrets' site_secrets_sent
  proved 'a rehearsal (--dry-run) changes nothing' nothing_rehearsal
  proved 'hpdeploy files' hpdeploy files files --binaries "$(release_of first)"
  proved 'hpdeploy worker' hpdeploy worker worker --binaries "$(release_of first)"
  proved 'hpdeploy web' hpdeploy web web --binaries "$(release_of first)"
  proved 'the site answers through nginx' nothing_answers
  proved 'hpdeploy status' hpdeploy status web worker files
  proved 'data: 400 players, 600 videos, 6000 votes (hpctl seed)' nothing_seed
}

nothing_rehearsal() {
  local role before
  before=$(nothing_state)
  for role in files worker web; do hpdeploy "$role" "$role" --binaries "$(release_of first)" --dry-run; done
  [[ $(nothing_state) == "$before" ]] || fail "it changed a host: $(diff <(printf '%s\n' "$before") <(nothing_state) | head -n 3 | paste -sd' ')"
}

# nothing_state: the names of all that the hosts have been given so far; what comes and goes (/run, logs) aside.
nothing_state() { (cd "$state/machines" && find ./*/upper/etc ./*/upper/opt ./*/upper/usr -newer "$site_file" 2>/dev/null | sort) || true; }

nothing_answers() {
  wait_for 30 'the site answers' site_answers
  wait_for 30 'both API processes are ready' both_ready
  wait_for 30 'the worker is ready' worker_is_ready
  detail="$(( ($(now_ms) - $(stat -c %Y "$state/power/web") * 1000) / 1000)) s after the first machine was switched on"
}

# By the operator's tool on the worker, where it is the owner of the tables and writes as highperf. Some 300 of the players have a video: visitors ask for
# 20 pages of ten, of the ranking as well.
nothing_seed() {
  inside worker hpctl seed --append --with-files --players 400 --videos 600 --votes 6000
  wait_for 20 'the lists show it' nothing_listed
}

nothing_listed() { nothing_reaches videos && nothing_reaches rankings; }
nothing_reaches() { curl -fsS --noproxy '*' "$site_url/api/public/$1?limit=10&page=20" | jq -e 'length == 10'; }
