# shellcheck shell=bash
# ./dev demo: the way of a clip and of a vote, as a client sees them.

demo() {
  local stop_after=false clip='' video_id
  while (($# > 0)); do
    case $1 in
      --down) stop_after=true ;;
      --clip)
        clip=${2-}
        [[ -r $clip ]] || die "cannot read the clip '$clip'." './dev help demo'
        shift
        ;;
      *) die "./dev demo takes no '$1'." './dev help demo' ;;
    esac
    shift
  done
  if [[ -n ${VOTING_OPENS_AT-}${VOTING_CLOSES_AT-} || ${HIGHPERF_MODERATION-off} != off ]]; then
    die 'the demo votes at once, which VOTING_OPENS_AT, VOTING_CLOSES_AT or HIGHPERF_MODERATION in this shell can forbid.' 'unset VOTING_OPENS_AT VOTING_CLOSES_AT HIGHPERF_MODERATION'
  fi
  if [[ -n $clip ]]; then clip=$(realpath "$clip") && install build stack; else install build stack demo; fi
  up
  base=http://127.0.0.1:$API_PORT
  run=$(random_hex 2)
  scratch=$dev/demo/run
  rm -rf "$scratch" && mkdir -p "$scratch"
  head_line "Demo ($run)"
  if [[ -z $clip ]]; then
    clip=$dev/demo/clip.mp4
    if [[ ! -s $clip ]]; then timed 'make a clip (once)' make_clip "$clip" 25 21; fi
  fi
  timed 'sign up three players' sign_up_players
  timed 'log in' log_in_players
  timed 'upload' upload_clip "$clip"
  timed 'processing' wait_for_clip
  timed 'public list' find_in_public_list
  timed 'votes' vote_for_clip
  timed 'ranking' show_ranking
  timed 'clip and thumbnail' fetch_clip
  demo_times
  if [[ $stop_after == true ]]; then down; else demo_links; fi
}

demo_steps=()

timed() {
  local text=$1 start
  shift
  start=$(now_ms)
  "$@"
  demo_steps+=("$text|$(since "$start")")
}

# make_clip FILE SECONDS CRF. Real phone footage is only seconds long: looped, with a tone as sound. Kept for the next time.
make_clip() { encode_clip "$1" "$2" -crf "$3"; }

# make_sized_clip FILE SECONDS MIB: the same, of about so many MiB, by a constant rate of bits.
make_sized_clip() {
  local rate=$(($3 * 8388608 / $2))
  encode_clip "$1" "$2" -b:v "$rate" -minrate "$rate" -maxrate "$rate" -bufsize "$rate" -nal-hrd cbr
}

# encode_clip FILE SECONDS OPTION…
encode_clip() {
  local file=$1 length=$2
  local -a footage
  shift 2
  mapfile -t footage < <(compgen -G '/usr/share/forensics-samples/original-files/movie1/*.mp4')
  mkdir -p "${file%/*}"
  task 'make a clip of real 1080p footage (ffmpeg; here only)' "$logs/clip.log" \
    ffmpeg -nostdin -hide_banner -y -stream_loop -1 -i "${footage[0]}" -f lavfi -i sine=frequency=440:sample_rate=48000 -t "$length" \
    -map 0:v:0 -map 1:a:0 -vf fps=30 -c:v libx264 -preset veryfast "$@" -pix_fmt yuv420p -c:a aac -movflags +faststart "$file.part.mp4" ||
    die 'the clip was not made.' "Log: $logs/clip.log" 'Or bring your own: ./dev help demo, ./dev help load'
  mv "$file.part.mp4" "$file"
}

# call METHOD PATH [CURL OPTION…]: leaves the status in $code and the answer in $scratch/body. Waits when told to (429, 503).
call() {
  local method=$1 path=$2 try pause
  shift 2
  for try in 1 2 3 4 5; do
    code=$(curl -sS --noproxy '*' -X "$method" -o "$scratch/body" -D "$scratch/headers" -w '%{http_code}' "$@" "$base$path") ||
      demo_failed "$method $path got no answer"
    if [[ $code != 429 && $code != 503 ]]; then return; fi
    pause=$(sed -nE 's/^retry-after: *([0-9]+).*/\1/ip' "$scratch/headers")
    note "    $method $path: $code, asked to wait ${pause:-1} s (try $try)"
    sleep "${pause:-1}"
  done
}

# shown TEXT: the request line, the status, and what of the answer matters.
shown() { printf '  %-58s %s  %s\n' "$1" "$code" "${2-}"; }

field() { jq -r "$1" "$scratch/body"; }

expect() {
  if [[ $code == "$1" ]]; then return; fi
  demo_failed "$2: expected $1, got $code" "$(head -c 600 "$scratch/body")"
}

demo_failed() { die "$@" "Logs: $logs/api.log, $logs/worker.log (./dev logs). The stack is still up; ./dev down stops it."; }

players=('Ana Rojas Bogotá' 'Luis Mejía Medellín' 'Sara Quintero Cali')

sign_up_players() {
  local player first last city
  for player in "${players[@]}"; do
    read -r first last city <<<"$player"
    call POST /api/auth/signup --json "$(jq -nc --arg f "$first" --arg l "$last $run" --arg c "$city" --arg e "${first,,}.$run@example.test" \
      '{first_name: $f, last_name: $l, email: $e, password1: "canasta-2025", password2: "canasta-2025", city: $c, country: "Colombia"}')"
    expect 201 'sign up'
    shown 'POST /api/auth/signup' "$(field '"\(.first_name) \(.last_name), \(.city)"')"
  done
}

log_in_players() {
  local player first
  tokens=()
  for player in "${players[@]}"; do
    first=${player%% *}
    call POST /api/auth/login --json "{\"email\": \"${first,,}.$run@example.test\", \"password\": \"canasta-2025\"}"
    expect 200 'log in'
    tokens+=("$(field .access_token)")
    shown 'POST /api/auth/login' "$first: $(field '"\(.token_type) token for \(.expires_in) s"')"
  done
}

as_player() { printf 'Authorization: Bearer %s' "${tokens[$1]}"; }

upload_clip() {
  local -a progress=()
  if [[ -t 2 ]]; then progress=(-#); fi
  call POST /api/videos/upload "${progress[@]}" -H "$(as_player 0)" -F "video_file=@$1;type=video/mp4" -F "title=Triple desde la esquina ($run)"
  expect 201 'upload'
  video_id=$(field .video_id)
  shown "POST /api/videos/upload ($(megabytes "$(size_of "$1")"))" "$(field .message)"
}

wait_for_clip() {
  local state='' was='' percent deadline=$(($(now_ms) + 300000))
  while [[ $state != processed ]]; do
    call GET "/api/videos/$video_id" -H "$(as_player 0)"
    expect 200 'the video'
    read -r state percent < <(field '"\(.status) \(.progress // 0)"')
    if [[ $state == failed ]]; then
      clear_progress
      demo_failed "the clip was refused: $(field '.error // "no reason given"')"
    fi
    if [[ -t 1 ]]; then
      show_progress "$state" "${percent%.*}"
    elif [[ $state != "$was" ]]; then
      shown "GET  /api/videos/{id}" "$state"
    fi
    was=$state
    (($(now_ms) < deadline)) || demo_failed "the clip is still '$state' after 5 minutes"
    if [[ $state != processed ]]; then sleep 0.4; fi
  done
  clear_progress
  if [[ -t 1 ]]; then shown 'GET  /api/videos/{id}' "$state"; fi
  clip_url=$(field .processed_url)
  thumbnail_url=$(field .thumbnail_url)
}

show_progress() {
  local full='##############################' empty='..............................'
  printf '\r\e[K  GET  /api/videos/{id}  %-10s [%s%s] %3d %%' "$1" "${full:0:$2*30/100}" "${empty:$2*30/100}" "$2"
}

clear_progress() { if [[ -t 1 ]]; then printf '\r\e[K'; fi; }

find_in_public_list() {
  local try
  for try in 1 2 3 4 5 6 7 8 9 10; do
    call GET '/api/public/videos?limit=100'
    expect 200 'public list'
    if [[ $(field "any(.[]; .video_id == \"$video_id\")") == true ]]; then
      shown 'GET  /api/public/videos?limit=100' "$(field ".[] | select(.video_id == \"$video_id\") | \"\(.title), by \(.username), \(.city)\"")"
      return
    fi
    sleep 0.3
  done
  demo_failed "the processed clip is not in the public list (looked $try times)"
}

vote_for_clip() {
  local i
  for i in 0 1 2; do
    call POST "/api/public/videos/$video_id/vote" -H "$(as_player "$i")"
    expect 200 'vote'
    shown 'POST /api/public/videos/{id}/vote' "${players[i]%% *}: $(field .message)"
  done
  call POST "/api/public/videos/$video_id/vote" -H "$(as_player 0)"
  expect 400 'the second vote of one player'
  shown 'POST /api/public/videos/{id}/vote' "${players[0]%% *} again: $(field .detail)"
}

# The ranking may be a second old.
show_ranking() {
  local try own
  for try in 1 2 3 4 5 6 7 8 9 10; do
    call GET '/api/public/rankings?limit=100'
    expect 200 'ranking'
    own=$(field ".[] | select(.username == \"Ana Rojas $run\") | .votes")
    if [[ $own == 3 ]]; then break; fi
    sleep 0.3
  done
  [[ $own == 3 ]] || demo_failed "the ranking shows '${own:-nothing}' instead of 3 votes after $try looks"
  shown 'GET  /api/public/rankings?limit=100' 'the first ten, and our player:'
  printf '      %3s  %-28s %-16s %5s\n' '#' 'player' 'city' 'votes'
  field "to_entries[] | select(.key < 10 or .value.username == \"Ana Rojas $run\") | .value | [.position, .username, .city // \"\", .votes] | @tsv" |
    while IFS=$'\t' read -r position username city votes; do
      printf '      %3s  %s %s %5s\n' "$position" "$(padded 28 "$username")" "$(padded 16 "$city")" "$votes"
    done
}

# padded WIDTH TEXT: by characters, where printf counts bytes.
padded() { printf '%s%*s' "$2" "$(($1 > ${#2} ? $1 - ${#2} : 0))" ''; }

fetch_clip() {
  base='' call GET "$clip_url" -r 0-65535
  expect 206 'a range of the clip'
  shown 'GET  the clip, Range: bytes=0-65535' "$(tr -d '\r' <"$scratch/headers" | sed -nE 's/^content-(type|range): *//ip' | paste -sd' ')"
  base='' call GET "$thumbnail_url"
  expect 200 'the thumbnail'
  shown 'GET  the thumbnail' "$(size_of "$scratch/body") bytes"
}

demo_times() {
  local step
  head_line 'Time'
  for step in "${demo_steps[@]}"; do printf '  %-24s %8s\n' "${step%|*}" "${step#*|}"; done
}

demo_links() {
  head_line 'Look'
  printf '  %-14s %s\n' clip "$clip_url" thumbnail "$thumbnail_url" ranking "$base/api/public/rankings" 'API reference' "$base/docs" \
    health "$base/health/ready" metrics "$base/metrics" stop './dev down'
}
