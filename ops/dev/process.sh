# shellcheck shell=bash
# Programs that outlive ./dev. A pid file holds "PID START STAMP": the start time tells our process from a later one
# with the same number, the stamp tells whether it runs what we would start now.

pids=$dev/pids
sessions=$dev/sessions # of all that was started since the last down that left nothing

# start_time PID: in clock ticks since boot; fails when there is no such process or only its zombie.
start_time() {
  local stat
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return
  read -r -a stat <<<"${stat##*) }"
  [[ ${stat[0]} != Z ]] && printf '%s' "${stat[19]}"
}

# pid_of NAME: fails when it does not run.
pid_of() {
  local pid started _
  read -r pid started _ 2>/dev/null <"$pids/$1" || return 1 # with its number: in a trap a bare return gives the status of before
  [[ $(start_time "$pid") == "$started" ]] && printf '%s' "$pid"
}

runs() { pid_of "$1" >/dev/null; }

runs_current() {
  local _ stamp
  runs "$1" && read -r _ _ stamp <"$pids/$1" && [[ $stamp == "$2" ]]
}

# launch NAME STAMP COMMAND…: in a session of its own, without our locks, with its output in .dev/logs/NAME.log.
launch() {
  local name=$1 stamp=$2 pid log=$logs/$1.log
  shift 2
  if [[ -s $log ]]; then mv -f "$log" "$log.1"; fi
  setsid "$@" >"$log" 2>&1 </dev/null 8>&- 9>&- &
  pid=$!
  printf '%s %s %s\n' "$pid" "$(start_time "$pid")" "$stamp" >"$pids/$name"
  printf '%s\n' "$pid" >>"$sessions"
}

# stop NAME GRACE_SECONDS [SIGNAL]: and then KILL, for all of its session.
stop() {
  local name=$1 grace=$2 pid member deadline
  if pid=$(pid_of "$name"); then
    kill -s "${3:-TERM}" "$pid" 2>/dev/null || true
    deadline=$(($(now_ms) + grace * 1000))
    while runs "$name" && (($(now_ms) < deadline)); do sleep 0.1; done
    if runs "$name"; then
      echo "  $name ignored ${3:-TERM} for $grace s: killed"
    else
      deadline=$(($(now_ms) + 3000)) # its children end by themselves
      while [[ -n $(session_of "$pid") ]] && (($(now_ms) < deadline)); do sleep 0.1; done
    fi
    for member in $(session_of "$pid"); do kill -KILL "$member" 2>/dev/null || true; done
    while runs "$name"; do sleep 0.1; done
  fi
  rm -f "$pids/$name"
}

# session_of PID: the processes of the session that PID leads.
session_of() {
  local file stat
  for file in /proc/[0-9]*/stat; do
    { read -r stat <"$file"; } 2>/dev/null || continue
    # After the name in parentheses: state, parent, group, session.
    if [[ ${stat##*) } =~ ^[^Z]\ [0-9-]+\ [0-9-]+\ $1\  ]]; then file=${file#/proc/} && printf '%s\n' "${file%/stat}"; fi
  done
}

# memory_of PID: resident bytes; the kernel's "kB" are 1024.
memory_of() { printf '%s' "$(($(sed -n 's/^VmRSS:[[:space:]]*\([0-9]*\) kB/\1/p' "/proc/$1/status") * 1024))"; }

is_listening() {
  local hex
  printf -v hex ':%04X' "$1"
  grep -qsE "$hex [0-9A-F]+:0000 0A" /proc/net/tcp /proc/net/tcp6
}

# free_port: below the range from which the kernel takes the ports of outgoing connections.
free_port() {
  local port
  while :; do
    port=$((20000 + SRANDOM % 12000))
    if ! is_listening "$port"; then printf '%s' "$port"; return; fi
  done
}
