# shellcheck shell=bash
# clip: the way of a real clip and of votes for it, through nginx, as ./dev demo goes it.

step_clip() {
  base=$site_url run=$(random_hex 2) scratch=$state/scratch
  rm -rf "$scratch" && mkdir -p "$scratch"
  proved 'three players sign up' sign_up_players
  proved 'log in' log_in_players
  proved 'a clip is uploaded' upload_clip "$clip"
  proved 'the worker makes it' wait_for_clip
  proved 'it is in the public list' find_in_public_list
  proved 'votes; a second one is refused' vote_for_clip
  proved 'the ranking counts them' clip_ranked
  proved 'clip and thumbnail are fetched' fetch_clip
  proved 'clips and originals are sent by nginx (X-Accel-Redirect)' clip_by_nginx
  proved 'security headers' clip_headers
  proved 'metrics for who may read them, and for nobody else' clip_metrics
  proved 'the nightly verification (highperf-verify)' inside web systemctl start highperf-verify
  proved 'the nightly backup (highperf-backup)' inside files systemctl start highperf-backup
}

# Of all places, page by page: there are others, and who has three votes does not lead them. The ranking may be a second old.
clip_ranked() {
  wait_for 5 'the ranking has the three votes' clip_has_place
  detail="place $(field ".[] | select(.username == \"Ana Rojas $run\") | .position")"
}

clip_has_place() {
  local page
  for page in 1 2 3 4 5 6 7 8 9 10; do
    call GET "/api/public/rankings?limit=100&page=$page"
    expect 200 'ranking'
    if [[ $(field ".[] | select(.username == \"Ana Rojas $run\") | .votes") == 3 ]]; then return; fi
  done
  return 1
}

# The API only says where it is: what comes is the file, in ranges, and nobody else can ask for it there.
clip_by_nginx() {
  base='' call GET "$clip_url" -r 0-1023
  expect 206 'a range of the clip'
  inside web curl -sS -D - -o /dev/null "http://127.0.0.1:8000${clip_url#"$site_url"}" | tee "$scratch/direct"
  grep -qi '^x-accel-redirect: /internal/processed/' "$scratch/direct" || fail 'the API sends the file itself'
  base=$site_url
  call GET /internal/processed/
  expect 404 'what only nginx may ask for'
}

clip_headers() {
  base=$site_url
  call GET '/api/public/rankings?limit=1'
  expect 200 'ranking'
  [[ $(header x-content-type-options) == nosniff ]] || fail 'no X-Content-Type-Options on an answer of the API'
  base='' call GET "$clip_url" -r 0-9
  [[ $(header x-content-type-options) == nosniff ]] || fail 'no X-Content-Type-Options on a clip'
}

# Each process has its own numbers, and the operator's machine may read them.
clip_metrics() {
  call GET /metrics/8000
  expect 200 'metrics of one process'
  call GET /metrics
  expect 404 'metrics of whichever'
  [[ $(inside worker curl -sS -o /dev/null -w '%{http_code}' "$site_url/metrics/8000") == 404 ]] || fail 'another host may read them'
}

# header NAME: of the last answer.
header() { tr -d '\r' <"$scratch/headers" | awk -F': *' -v name="$1" 'tolower($1) == name { value = $2 } END { print value }'; }
