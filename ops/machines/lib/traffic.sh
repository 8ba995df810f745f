# shellcheck shell=bash
# Visitors while something is done to the site: hpload's open model through nginx (load/scenarios/site-300.json). They come whether the site answers
# or not, so what it does not answer is seen.

traffic_warm_up=6 # seconds; hpload says how it goes each 10 s, and by the first time it is measuring
traffic_longest=600 # seconds: whoever comes until then is sent home by traffic_end
traffic_pid='' traffic_out=''

# traffic_begin [--set NAME=VALUE …]: comes back when what is asked counts. They come until traffic_end.
traffic_begin() {
  traffic_out=$state/traffic/$step
  rm -rf "$traffic_out"
  mkdir -p "$traffic_out"
  # Not by a function, so that its number is hpload's own; the step is in the operator's network.
  chrt --rr 1 "$release/hpload" run "$root/load/scenarios/site-300.json" --smoke --target "$site_url" --out "$traffic_out/result" \
    --set rate=60 --set logins=0.2 --set uploads=0.1 --set players=12 --set "warm_up=${traffic_warm_up}s" --set "during=${traffic_longest}s" \
    --set least=500ms --set longest=1500ms --set "clip=$small_clip" "$@" >"$traffic_out/report.md" 2>"$traffic_out/progress" &
  traffic_pid=$!
  until grep -q ' measuring ' "$traffic_out/progress"; do
    kill -0 "$traffic_pid" 2>/dev/null || fail "no visitors came: $(tail -n 1 "$traffic_out/progress")"
    sleep 0.1
  done
}

cleanups+=(traffic_kill)
traffic_kill() { if [[ -n $traffic_pid ]]; then kill -TERM "$traffic_pid" 2>/dev/null || true; fi; }

# traffic_end: no more of them come. Fails when they had gone before, or when one was not answered as it should be; $detail says how many there were.
traffic_end() {
  local status=0 result=$traffic_out/result/result.json
  kill -TERM "$traffic_pid" 2>/dev/null || fail 'the visitors had gone before it was done: nothing is known of the rest'
  wait "$traffic_pid" || status=$?
  traffic_pid=''
  [[ -s $result ]] || fail "hpload ended with $status and without a result"
  # A load that was stopped is no measurement (INVALID): that it was stopped is all that may be said against it, and of what it asked for only how it was answered is counted.
  unmet=$(jq -r '[.gates[] | select((.is_met | not) and (.is_of_machine | not) and .name != "complete") | .finding] | join("; ")' "$result")
  [[ -z $unmet ]] || fail "$unmet"
  read -r answered failed resets < <(jq -r '
    [([.steps[].outcomes.Ok] | add), ([.steps[].outcomes | to_entries[] | select(.key != "Ok") | .value] | add // 0), ([.steps[].resets] | add // 0)] | @tsv' "$result")
  uploaded=$(jq '[.steps[] | select(.name == "upload") | .outcomes.Ok] | add' "$result")
  detail="$answered requests, $failed failed, $uploaded uploads"
  if ((resets > 0)); then detail+=", $resets asked again on another connection"; fi
  if ((failed > 0)); then
    fail "$failed of $((answered + failed)) requests failed: $(jq -r '
      ([.steps[] | .name as $n | .outcomes | to_entries[] | select(.key != "Ok" and .value > 0) | "\($n) \(.key) \(.value)"] | join(", "))
      + "; " + ([.steps[].examples | to_entries[] | select(.key != "Ok") | .value] | first // "")' "$result")"
  fi
}

# no_job_lost SECONDS: everything that was uploaded becomes a clip; no job is dead. Uploads of the warm-up count, too: all that is in the table.
no_job_lost() {
  wait_for "$1" 'every upload is processed' all_processed
  [[ $(rows "SELECT count(*) FROM jobs WHERE state = 'dead'") == 0 ]] || fail "dead jobs: $(rows "SELECT count(*) FROM jobs WHERE state = 'dead'")"
  detail="$(rows "SELECT count(*) FROM videos WHERE status = 'processed' AND title = 'Mi mejor tiro'") uploads under load so far, all processed, no job dead"
}

all_processed() { [[ $(rows "SELECT count(*) FROM videos WHERE status <> 'processed'") == 0 ]]; }
