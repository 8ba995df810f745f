# shellcheck shell=bash
# rates: what 300 users, and ten times as many, see of machines of the plan's size (load/scenarios/site-300.json), uploads of the plan's size beside them.

step_rates() {
  local rate
  for rate in 60 600; do proved "$rate requests a second: p95 at most 1 s, no error" rates_at "$rate"; done
  proved 'every upload is processed, no job is dead' no_job_lost 600
}

# rates_at RATE: again, up to three times, when the machine and not the site kept the numbers from being quoted.
rates_at() {
  local rate=$1 try status out
  for try in 1 2 3; do
    out=$state/traffic/rates-$rate-$try status=0
    mkdir -p "$out"
    chrt --rr 1 "$release/hpload" run "$root/load/scenarios/site-300.json" --target "$site_url" --out "$out" --quiet \
      --set "rate=$rate" --set "logins=$(awk -v r="$rate" 'BEGIN { printf "%.3f", r * 5 / 3600 }')" --set "players=$((rate > 60 ? 80 : 40))" \
      --set "clip=$large_clip" || status=$?
    if ((status != 2)); then break; fi
  done
  rates_say "$out/result.json"
  cp "$out/report.md" "$logs/rates-$rate.md"
  ((status == 0)) || fail "$(jq -r '
    [(.gates[] | select(.is_met | not) | .finding), (.thresholds[] | select(.is_met | not) | "\(.text): \(.found)")] | join("; ")' "$out/result.json")"
}

rates_say() {
  detail=$(jq -r --argjson bytes "$(stat -c %s "$large_clip")" '
    def ms: . * 10000 | round / 10 | tostring + " ms";
    (.summary[] | select(.step == "all")) as $all | (.summary[] | select(.step == "upload")) as $up
    | ([.summary[] | select(.step != "all" and .step != "upload")] | max_by(.p95 // 0)) as $worst
    | "\($all.ok_per_second * 10 | round / 10) right answers a second, errors \($all.errors * 100) %; "
      + "p95 of the slowest kind (\($worst.step)) \($worst.p95 // 0 | ms); uploads of \($bytes / 1e6 | round) MB: "
      + "\($up.ok_per_second * $bytes / 1e5 | round / 10) MB/s in all, one at \($bytes / ($up.service // 1e9) / 1e5 | round / 10) MB/s"
    ' "$1")
  printf '%s\n' "$detail"
}
