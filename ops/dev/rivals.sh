# shellcheck shell=bash
# ./dev load rivals: the old system in small (load/baseline) and the new one, one after the other, under the same plan and with the same data.

rivals_data=(--players 5000 --videos 5000 --votes 100000)

load_rivals() {
  local name=rankings plan out clip side part result=0 worst=0
  local -a options=() sides=(old new)
  if [[ ${1-} == [!-]* ]]; then name=$1 && shift; fi
  plan=$root/load/scenarios/old-and-new/$name.json
  [[ -r $plan ]] || die "there is no plan '$name' for both." 'There is: logins rankings uploads votes'
  while (($# > 0)); do
    case $1 in
      --rate)
        [[ ${2-} =~ ^[0-9]+([.][0-9]+)?$ ]] || die '--rate needs a number, visitors a second.' './dev help load'
        options+=(--set "rate=$2") && shift
        ;;
      --set)
        [[ ${2-} == *=* ]] || die '--set needs NAME=VALUE.' './dev help load'
        options+=(--set "$2") && shift
        ;;
      --smoke) options+=(--smoke) ;;
      *) die "./dev load rivals takes no '$1'." './dev help load' ;;
    esac
    shift
  done
  if runs api || runs worker; then die 'the stack of ./dev up would take its part of the processors.' './dev down'; fi
  install build stack baseline
  if needs_clip; then install demo; fi
  # As the tests have it: programs that somebody vouches for, instead of our own.
  if [[ -n ${HIGHPERF_BIN_DIR-} ]]; then published=$HIGHPERF_BIN_DIR; else publish_programs "${programs[@]}" hpload; fi
  if needs_clip; then load_clip && options+=(--set "clip=$clip"); fi
  out=$root/artifacts/load/rivals/$name
  rm -rf "$out"
  rivals_begin
  for side in "${sides[@]}"; do
    head_line "The ${side} system"
    "rivals_start_$side"
    run_hpload "$plan" --target "http://127.0.0.1:$API_PORT" --out "$out/$side" "${options[@]}" || result=$?
    if ((result > worst)); then worst=$result; fi
    ((result <= 2)) || exit "$result"
    result=0
    for part in "$side-worker" "$side-api"; do stop "$part" 30; done
  done
  rivals_table "$out/old/result.json" "$out/new/result.json"
  exit "$worst"
}

# A PostgreSQL and a Redis of their own, with as many players, videos and votes for each.
rivals_begin() {
  local address
  dev=$root/.dev/rivals logs=$root/.dev/rivals/logs pids=$root/.dev/rivals/pids sessions=$root/.dev/rivals/sessions
  unset POSTGRES_PORT REDIS_PORT API_PORT WORKER_PORT DATABASE_PASSWORD JWT_SECRET
  trap rivals_over EXIT
  head_line 'PostgreSQL and Redis for both'
  lock_stack
  mkdir -p "$dev/uploads" "$dev/processed"
  make_state
  bring_up postgres 'PostgreSQL' "$POSTGRES_PORT" postgres_answers start_postgres
  bring_up redis 'Redis' "$REDIS_PORT" redis_answers start_redis
  task 'databases' "$logs/database.log" rivals_databases || die 'the databases were not created.'
  task 'migrations' "$logs/migrate.log" with_settings "$published/hpctl" migrate || die 'the migrations failed.'
  task "data of the new system: ${rivals_data[*]}" "$logs/new-data.log" with_settings "$published/hpctl" seed --with-files "${rivals_data[@]}" || die 'the new database was not filled.'
  address=127.0.0.1:$API_PORT
  rivals_old=("DATABASE_URL=postgres://highperf:$DATABASE_PASSWORD@127.0.0.1:$POSTGRES_PORT/baseline" "REDIS_URL=redis://127.0.0.1:$REDIS_PORT/1" "SECRET_KEY=$JWT_SECRET"
    "UPLOADS_DIR=$dev/old/uploads" "PROCESSED_DIR=$dev/old/processed" "PUBLIC_BASE_URL=http://$address" "BASELINE_LISTEN=$address")
  task "data of the old system: ${rivals_data[*]}" "$logs/old-data.log" env "${rivals_old[@]}" "$root/load/baseline/run" seed "${rivals_data[@]}" || die 'the old database was not filled.'
}

rivals_databases() { create_database && sql -c 'CREATE DATABASE baseline OWNER highperf'; }

rivals_start_old() {
  mkdir -p "$dev/old/uploads" "$dev/old/processed"
  task 'API: uvicorn' "$logs/old-api.start.log" rivals_launch old-api rankings_answer env "${rivals_old[@]}" "$root/load/baseline/run" api || die 'the old API did not start.'
  if [[ $name != uploads ]]; then return; fi
  task 'worker: Celery' "$logs/old-worker.start.log" rivals_launch old-worker celery_is_ready env "${rivals_old[@]}" "$root/load/baseline/run" worker || die 'the old worker did not start.'
}

rivals_start_new() {
  task 'API: highperf-api' "$logs/new-api.start.log" rivals_launch new-api rankings_answer with_settings env "${load_limits[@]}" "$published/highperf-api" || die 'the new API did not start.'
  if [[ $name != uploads ]]; then return; fi
  task 'worker: highperf-worker' "$logs/new-worker.start.log" rivals_launch new-worker worker_answers with_settings "$published/highperf-worker" || die 'the new worker did not start.'
}

# rivals_launch PART PROBE COMMAND…
rivals_launch() {
  local part=$1 probe=$2
  shift 2
  cd "$dev" || return
  if [[ $1 == with_settings ]]; then
    shift && with_settings launch "$part" - "$@"
  else
    launch "$part" - "$@"
  fi
  wait_until 60 "$part" "$probe" || { tail_of "$logs/$part.log" && return 1; }
}

rankings_answer() { curl -fsS --noproxy '*' --max-time 3 -o /dev/null "http://127.0.0.1:$API_PORT/api/public/rankings" 2>/dev/null; }
celery_is_ready() { grep -q ' ready\.$' "$logs/old-worker.log"; }

# rivals_table OLD NEW: a row for each step, unless the numbers of one are withheld.
rivals_table() {
  head_line 'Old ÷ new'
  jq -r -n --slurpfile old "$1" --slurpfile new "$2" '
    def ms: if . == null then "–" else (. * 100000 | round / 100 | tostring) + " ms" end;
    def times($new): if . == null or $new == null or $new == 0 then "–" else (. / $new * 100 | round / 100 | tostring) + " ×" end;
    def share: (. * 10000 | round / 100 | tostring) + " %";
    $old[0].summary as $of | $new[0].summary as $to
    | if ($of | length) == 0 or ($to | length) == 0 then "INVALID: there is nothing to be compared, for the reason above."
      else
        (if $old[0].is_smoke or $new[0].is_smoke then "SMOKE, not to be quoted.\n" else empty end),
        "| step | ok/s old | new | errors old | new | p50 old | new | old ÷ new | p95 old | new | old ÷ new |", "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
        (range($of | length) as $n | $of[$n] as $o | $to[$n] as $t
          | "| \($o.step) | \($o.ok_per_second * 100 | round / 100) | \($t.ok_per_second * 100 | round / 100) | \($o.errors | share) | \($t.errors | share)"
            + " | \($o.p50 | ms) | \($t.p50 | ms) | \($o.p50 | times($t.p50)) | \($o.p95 | ms) | \($t.p95 | ms) | \($o.p95 | times($t.p95)) |")
      end'
}

# Nothing of it runs on, and nothing is kept but the results.
rivals_over() {
  local part left data
  trap - EXIT
  for part in old-worker old-api new-worker new-api redis; do stop "$part" 30; done
  stop postgres 30 INT
  left=$(leftovers)
  data=$(cat "$dev/postgres.path" 2>/dev/null || true) # it is not there when the start did not come so far
  if [[ $data == /var/tmp/highperf-* ]]; then rm -rf -- "$data"; fi
  if [[ -n $left ]]; then die 'still there after the stop:' "$left" "Logs: $logs"; fi
  rm -rf -- "$dev"
}
