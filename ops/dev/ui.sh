# shellcheck shell=bash
# What ./dev says: lines, times, progress, questions, errors.

if [[ -t 1 && -z ${NO_COLOR-} ]]; then
  bold=$'\e[1m' dim=$'\e[2m' red=$'\e[31m' green=$'\e[32m' reset=$'\e[0m'
else
  bold='' dim='' red='' green='' reset=''
fi

task_pid=

say() { printf '%s\n' "$*"; }
note() { printf '%s%s%s\n' "$dim" "$*" "$reset"; }
head_line() { printf '\n%s%s%s\n' "$bold" "$*" "$reset"; }

# die MESSAGE [HINT…]
die() {
  printf '%serror:%s %s\n' "$red" "$reset" "$1" >&2
  shift
  if (($# > 0)); then printf '       %s\n' "$@" >&2; fi
  exit 1
}

now_ms() { local t=${EPOCHREALTIME/[.,]/}; printf '%s' "$((t / 1000))"; }

# seconds MILLISECONDS: 1234 → "1.2 s"
seconds() { printf '%d.%d s' "$(($1 / 1000))" "$(($1 % 1000 / 100))"; }

since() { seconds "$(($(now_ms) - $1))"; }

# megabytes BYTES: 24542871 → "24.5 MB"
megabytes() { printf '%d.%d MB' "$(($1 / 1000000))" "$(($1 % 1000000 / 100000))"; }

done_line() { printf '  %sok%s    %-52s %s\n' "$green" "$reset" "$1" "$2"; }
fail_line() { printf '  %sfailed%s %-51s %s\n' "$red" "$reset" "$1" "$2"; }

# task TEXT LOG COMMAND…: runs COMMAND with its output in LOG, shows that it is alive and then how long it took.
# On failure shows the end of the log and returns COMMAND's status. With quiet=true a success says nothing.
task() {
  local text=$1 log=$2 start status=0
  shift 2
  start=$(now_ms)
  mkdir -p "${log%/*}"
  set -m # a process group of its own, so that an interrupt can end all of it
  { set +m && "$@"; } >"$log" 2>&1 </dev/null &
  task_pid=$!
  set +m
  show_alive "$text" "$task_pid" "$start"
  wait "$task_pid" || status=$?
  task_pid=
  if ((status == 0)); then
    if [[ ${quiet-} != true ]]; then done_line "$text" "$(since "$start")"; fi
  else
    fail_line "$text" "$(since "$start")"
    tail_of "$log"
  fi
  return "$status"
}

show_alive() {
  local text=$1 pid=$2 start=$3 frames='|/-+' i=0 said=15
  while kill -0 "$pid" 2>/dev/null; do
    if [[ -t 1 ]]; then
      printf '\r\e[K  %s     %s %s' "${frames:i++%4:1}" "$text" "$(since "$start")"
    elif ((($(now_ms) - start) / 1000 >= said)); then
      printf '  ...   %s %s\n' "$text" "$(since "$start")"
      said=$((said + 15))
    fi
    sleep 0.15
  done
  if [[ -t 1 ]]; then printf '\r\e[K'; fi
}

tail_of() {
  printf '%s\n' "  ---- the end of ${1#"$root"/} ----"
  tail -n "${2:-25}" "$1" | cut -c1-240 | sed 's/^/  | /'
}

# ask QUESTION: yes by --yes or CI=true; no when nobody can answer.
ask() {
  local answer
  if [[ $assume_yes == true ]]; then return 0; fi
  if [[ ! -t 0 ]]; then return 1; fi
  read -r -p "$1 [y/N] " answer
  [[ $answer == [yY]* ]]
}

# An interrupt ends the task in the foreground with everything it started.
on_interrupt() {
  trap - INT TERM
  if [[ -n $task_pid ]]; then kill -TERM -- "-$task_pid" 2>/dev/null || true; fi
  printf '\n%s\n' 'interrupted' >&2
  exit 130
}
