# shellcheck shell=bash
# ./dev load: hpload on a plan, against the stack of ./dev up or a server elsewhere; ./dev load race: hpload against other generators. ./dev load rivals
# is in rivals.sh.

# One generator is one address and few players: every request takes its token of these limits, and none is refused.
load_limits=(HIGHPERF_RATE_ADDRESS=1000000 HIGHPERF_RATE_VOTES=1000000 HIGHPERF_UPLOADS_AT_ONCE=10000)
load_data=(--players 5000 --videos 5000 --votes 100000)
load_was_up=false load_exported=()

load() {
  local plan=smoke name target='' out clip result=0
  local -a options=()
  if [[ ${1-} == race ]]; then shift && load_race "$@"; return; fi
  if [[ ${1-} == rivals ]]; then shift && load_rivals "$@"; return; fi
  if [[ ${1-} == [!-]* ]]; then plan=$1 && shift; fi
  while (($# > 0)); do
    case $1 in
      --set)
        [[ ${2-} == *=* ]] || die '--set needs NAME=VALUE.' './dev help load'
        options+=(--set "$2")
        ;;
      --target)
        [[ ${2-} == http://* ]] || die '--target needs http://HOST:PORT.' './dev help load'
        target=$2
        ;;
      *) die "./dev load takes no '$1'." './dev help load' ;;
    esac
    shift 2
  done
  find_plan "$plan"
  out=$root/artifacts/load/$name
  if needs_clip; then install build stack demo; fi
  publish_programs hpload
  if [[ -z $target ]]; then
    load_stack
    target=http://127.0.0.1:$API_PORT
  fi
  if needs_clip; then
    load_clip
    options+=(--set "clip=$clip")
  fi
  head_line "Load ($name)"
  rm -rf "$out"
  run_hpload "$plan" --target "$target" --out "$out" "${options[@]}" || result=$?
  exit "$result"
}

# What the generator is late by would be taken for the server's, so it goes first where it may.
run_hpload() {
  local -a first=()
  if ((EUID == 0)) && chrt --rr 1 true 2>/dev/null; then first=(chrt --rr 1); fi
  "${first[@]}" "$published/hpload" run "$@"
}

# A clip of real footage, made once; for the worker layer one of the published plan's sizes. Sets the caller's $clip.
load_clip() {
  clip=$root/.dev/load/clip.mp4
  if [[ $name == worker-layer ]]; then
    clip=$root/.dev/load/clip-50.mp4
    if [[ ! -s $clip ]]; then head_line 'Clip' && make_sized_clip "$clip" 25 50; fi
  elif [[ ! -s $clip ]]; then
    head_line 'Clip' && make_clip "$clip" 21 33
  fi
}

# find_plan PLAN: a name below load/scenarios, or a file. Sets the caller's $plan (the file) and $name.
find_plan() {
  name=${1%.json}
  plan=$root/load/scenarios/$name.json
  if [[ -r $plan ]]; then return; fi
  [[ -r $1 && -f $1 ]] || die "there is no plan '$1'." "There is: $(cd "$root/load/scenarios" && find . -name '*.json' | sed 's|^\./||; s|\.json$||' | sort | paste -sd' ')"
  plan=$(realpath "$1") name=${name##*/}
}

# Whether the plan uploads a clip that --set does not name.
# shellcheck disable=SC2016 # the plan's own variable
needs_clip() { grep -qF '${clip}' "$plan" && [[ " ${options[*]} " != *' clip='* ]]; }

# The stack of ./dev up with limits raised and enough in it; what it was before, it is afterwards.
load_stack() {
  local setting variable
  local -a settings=("${load_limits[@]}")
  if [[ $name == web-layer ]]; then settings+=(HIGHPERF_QUEUE=memory HIGHPERF_ENVIRONMENT=test); fi # its uploads are to be answered 202
  for setting in "${settings[@]}"; do
    variable=${setting%%=*}
    if [[ -z ${!variable-} ]]; then declare -gx "$setting" && load_exported+=("$variable"); fi
  done
  if runs api && runs worker; then load_was_up=true; fi
  trap load_over EXIT
  up
  if lists_are_full; then return; fi
  task "data: ${load_data[*]}" "$logs/load-data.log" with_settings "$published/hpctl" seed --append --with-files "${load_data[@]}" ||
    die 'the database was not filled.' "Log: $logs/load-data.log"
  wait_until 60 api lists_are_full || die 'the API does not list what is in the database.' "Log: $logs/api.log"
}

# As long as the pages that our plans ask for: 1,000 of each.
lists_are_full() { list_is_full videos && list_is_full rankings; }
list_is_full() { curl -fsS --noproxy '*' "http://127.0.0.1:$API_PORT/api/public/$1?limit=100&page=10" | jq -e 'length == 100' >/dev/null; }

load_over() {
  trap - EXIT
  if [[ $load_was_up == false ]]; then down; return; fi
  unset "${load_exported[@]}"
  head_line 'Stack' && task 'the settings of before' "$logs/load-over.log" up
}

load_race() {
  local only='' race=$root/bench/rivals/load/bin/Release/net10.0/highperf-load-race result=0
  local -a options=(--hpload "$published/hpload" --bare "$published/highperf-bare-api" --plans "$root/bench/rivals/load")
  if [[ ${1-} == cost || ${1-} == agreement ]]; then only=$1 && shift; fi
  while (($# > 0)); do
    [[ $1 == --rounds && ${2-} =~ ^[0-9]+$ ]] || die "./dev load race takes no '$1${2+ $2}'." './dev help load'
    options+=("$1" "$2")
    shift 2
  done
  install build race
  install_npm_packages bench/rivals/load
  publish_programs hpload highperf-bare-api
  task 'build the race' "$logs/build-race.log" dotnet build "$root/bench/rivals/load" -c Release --nologo -v:minimal ||
    die 'the build failed.' "Log: $logs/build-race.log"
  if [[ $only != agreement ]]; then
    head_line 'Cost: requests for each second of processor time, beside wrk'
    "$race" cost "${options[@]}" || result=1
  fi
  if [[ $only != cost ]]; then
    head_line 'Agreement: latencies, beside autocannon'
    "$race" agreement "${options[@]}" --autocannon "$root/bench/rivals/load/node_modules/.bin/autocannon" || result=1
  fi
  return "$result"
}
