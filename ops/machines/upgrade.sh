# shellcheck shell=bash
# upgrade: another version of worker and API, while players come.

step_upgrade() {
  release_make second
  invocations >"$state/before"
  proved 'players come' traffic_begin --set uploads=0.08
  proved 'hpdeploy worker' upgrade_to worker
  proved 'hpdeploy web, one API process after the other' upgrade_to web
  proved 'no request failed' traffic_end
  proved 'no job was lost' no_job_lost 240
  proved 'nginx, Redis and the files host were not restarted' upgrade_restarted
  proved 'hpdeploy rollback web, and forward again' upgrade_back
}

upgrade_to() {
  hpdeploy "$1" "$1" --binaries "$(release_of second)"
  [[ $(current "$1") == "$(version_of second "$1")" ]] || fail "$1 runs $(current "$1")"
  detail="$(version_of first "$1") → $(current "$1")"
}

# Of our own programs each was, of the others none.
upgrade_restarted() {
  local changed
  changed=$(restarted_since)
  [[ $changed == 'web/highperf-api@8000 web/highperf-api@8001 worker/highperf-worker' ]] || fail "restarted were: $changed"
}

upgrade_back() {
  hpdeploy rollback web web
  [[ $(current web) == "$(version_of first web)" ]] || fail "after the rollback web runs $(current web)"
  hpdeploy web web --binaries "$(release_of second)"
  [[ $(current web) == "$(version_of second web)" ]] || fail "after the deploy web runs $(current web)"
  wait_for 30 'the site answers' site_answers
}
