# shellcheck shell=bash
# refused: versions that are no good, while players come. hpdeploy finds out, goes back by itself, says so, and nobody has seen it.

refused_within=30 # seconds, from its start to when what was before is back and ready; who stops for it has a time of its own

step_refused() {
  invocations >"$state/before"
  refused_make silent 'for (;;) pause();'
  refused_make ended 'return 1;'
  refused_make misconfigured 'return 78;'
  proved 'players come' traffic_begin --set uploads=0.04
  proved 'an API that never becomes ready is turned back' refused_is web silent
  proved 'an API that ends at once is turned back' refused_is web ended
  proved 'an API whose settings are wrong (78) is turned back' refused_is web misconfigured
  proved 'a worker that never becomes ready is turned back' refused_is worker silent
  proved 'a worker that ends at once is turned back' refused_is worker ended
  proved 'no request failed' traffic_end
  proved 'no job was lost' no_job_lost 240
  proved 'the API processes were not even restarted' refused_restarted
}

# refused_make NAME STATEMENT: a release whose programs answer what may be asked before a deploy, and as services do that. In C: where they run, no
# shell may.
refused_make() {
  local place program
  place=$(release_of "$1")
  mkdir -p "$place"
  cp "$release/hpctl" "$place/"
  for program in highperf-api highperf-worker; do
    printf '%s\n' '#include <unistd.h>' "const char *name = \"$program $1\";" \
      "int main(int count, char **words) { (void)words; if (count > 1) return 0; $2 }" | cc -x c -o "$place/$program" -
  done
}

refused_is() {
  local role=$1 bad=$2 before status=0 began took unit=highperf-worker.service
  if [[ $role == web ]]; then unit=highperf-api@8009.service; fi
  before=$(current "$role")
  began=$(date +%s)
  hpdeploy "$role" "$role" --binaries "$(release_of "$bad")" --version "bad-$bad" || status=$?
  reason='' # it was to fail
  took=$(($(now_ms) / 1000 - $(refused_start "$role" "$unit" "$began")))
  [[ $status == 75 ]] || fail "hpdeploy ended with $status, not 75 (it was tried, failed and was turned back)"
  [[ $(current "$role") == "$before" ]] || fail "$role is left on $(current "$role")"
  if [[ $role == worker ]]; then worker_is_ready || fail 'the worker of before is not ready'; else both_ready || fail 'the API of before is not ready'; fi
  ((took <= refused_within)) || fail "it took $took s"
  detail="$took s after its start $before is what runs"
}

# refused_start MACHINE UNIT SINCE: when systemd began to start it, in seconds; its first start since.
refused_start() {
  inside "$1" journalctl --quiet --output=json --since "@$3" MESSAGE_ID=7d4958e842da4a758f6c1cdc7b36dcc5 "UNIT=$2" |
    jq -rs 'map(.__REALTIME_TIMESTAMP | tonumber) | min / 1000000 | floor'
}

refused_restarted() {
  local changed
  changed=$(restarted_since)
  [[ -z $changed || $changed == worker/highperf-worker ]] || fail "restarted were: $changed"
}
