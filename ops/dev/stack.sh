# shellcheck shell=bash
# up, down, status, logs, clean: PostgreSQL, Redis, the API and one worker.

parts=(postgres redis api worker)

# One ./dev at a time changes the stack.
lock_stack() {
  mkdir -p "$pids" "$logs"
  exec 9>"$dev/lock"
  if ! flock -n 9; then note '  waiting for another ./dev' && flock 9; fi
}

load_state() {
  # shellcheck source=/dev/null
  if [[ -s $dev/secrets ]]; then source "$dev/secrets"; fi
  # shellcheck source=/dev/null
  if [[ -s $dev/ports ]]; then source "$dev/ports"; fi
}

# Secrets are made once. A port is kept until it is found taken by someone else.
make_state() {
  local part name
  load_state
  if [[ -z ${JWT_SECRET-} ]]; then
    (umask 077 && printf 'DATABASE_PASSWORD=%s\nJWT_SECRET=%s\n' "$(random_hex 24)" "$(random_hex 48)" >"$dev/secrets")
  fi
  for part in "${parts[@]}"; do
    name=${part^^}_PORT
    if ! runs "$part" && { [[ -z ${!name-} ]] || is_listening "${!name}"; }; then printf -v "$name" %s "$(free_port)"; fi
  done
  for part in "${parts[@]}"; do name=${part^^}_PORT && printf '%s=%s\n' "$name" "${!name}"; done >"$dev/ports"
  load_state
  (umask 077 && program_settings >"$dev/env")
}

random_hex() { od -An -vtx1 -N "$1" /dev/urandom | tr -d ' \n'; }

# The programs' environment; to use hpctl by hand: set -a; . .dev/env; artifacts/publish/hpctl …
program_settings() {
  cat <<END
DATABASE_URL='postgres://highperf:$DATABASE_PASSWORD@127.0.0.1:$POSTGRES_PORT/highperf'
REDIS_URL='redis://127.0.0.1:$REDIS_PORT'
UPLOADS_DIR='$dev/uploads'
PROCESSED_DIR='$dev/processed'
JWT_SECRET='$JWT_SECRET'
PUBLIC_BASE_URL='http://127.0.0.1:$API_PORT'
HIGHPERF_API_LISTEN='http://127.0.0.1:$API_PORT'
HIGHPERF_WORKER_LISTEN='http://127.0.0.1:$WORKER_PORT'
END
}

with_settings() (
  set -a
  # shellcheck source=/dev/null
  source "$dev/env"
  set +a
  "$@"
)

up() {
  local start
  start=$(now_ms)
  install build stack
  publish_programs
  lock_stack
  head_line 'Stack'
  make_state
  bring_up postgres 'PostgreSQL' "$POSTGRES_PORT" postgres_answers start_postgres
  bring_up redis 'Redis' "$REDIS_PORT" redis_answers start_redis
  task 'database' "$logs/database.log" create_database || die 'the database was not created.' "Log: $logs/database.log"
  task 'migrations' "$logs/migrate.log" with_settings "$published/hpctl" migrate || die 'the migrations failed.' "Log: $logs/migrate.log"
  bring_up api 'API' "$(program_stamp highperf-api)" api_answers start_api
  bring_up worker 'worker' "$(program_stamp highperf-worker)" worker_answers start_worker
  exec 9>&-
  note "  ready in $(since "$start")"
  links
}

# bring_up PART TEXT STAMP PROBE STARTER: keeps what runs, answers and is current.
bring_up() {
  local part=$1 text=$2 stamp=$3 probe=$4 starter=$5
  if runs_current "$part" "$stamp" && "$probe"; then
    done_line "$text" 'runs already'
    return
  fi
  stop_part "$part" >/dev/null
  task "$text" "$logs/$part.start.log" "$starter" "$stamp" || {
    if [[ -s $logs/$part.log ]]; then tail_of "$logs/$part.log"; fi
    die "$text did not start." "Log: $logs/$part.log"
  }
}

program_stamp() { { sha256sum <"$published/$1" && cat "$dev/env" && env | grep -E '^(HIGHPERF_|VOTING_)' | sort; } | sha256sum | cut -c1-16; }

# wait_until SECONDS PART PROBE: at once when the part has ended.
wait_until() {
  local deadline=$(($(now_ms) + $1 * 1000))
  until "$3"; do
    if ! runs "$2"; then echo "$2 ended"; return 1; fi
    if (($(now_ms) > deadline)); then echo "$2 was not ready within $1 s" && "$3"; return 1; fi
    sleep 0.1
  done
}

start_redis() {
  mkdir -p "$dev/redis"
  launch redis "$1" redis-server --bind 127.0.0.1 --port "$REDIS_PORT" --dir "$dev/redis" --appendonly yes --save '' --daemonize no
  wait_until 30 redis redis_answers
}

start_api() { start_program api highperf-api "$1" api_answers; }
start_worker() { start_program worker highperf-worker "$1" worker_answers; }

start_program() {
  mkdir -p "$dev/uploads" "$dev/processed"
  cd "$dev" || return
  with_settings launch "$1" "$3" "$published/$2"
  wait_until 60 "$1" "$4"
}

redis_answers() { [[ $(redis-cli -h 127.0.0.1 -p "$REDIS_PORT" ping 2>/dev/null) == PONG ]]; }
api_answers() { is_ready "$API_PORT"; }
worker_answers() { is_ready "$WORKER_PORT"; }
is_ready() { curl -fsS --noproxy '*' --max-time 3 -o /dev/null "http://127.0.0.1:$1/health/ready" 2>/dev/null; }

links() {
  local base=http://127.0.0.1:$API_PORT
  head_line 'Links'
  printf '  %-16s %s\n' 'API' "$base" 'its reference' "$base/docs" 'ranking' "$base/api/public/rankings" \
    'health' "$base/health/ready" 'metrics' "$base/metrics" 'worker metrics' "http://127.0.0.1:$WORKER_PORT/metrics" \
    'logs' './dev logs' 'hpctl' 'set -a; . .dev/env; set +a; artifacts/publish/hpctl --help' 'stop' './dev down'
}

stop_part() {
  case $1 in
    postgres) stop postgres 30 INT ;; # what pg_ctl stop -m fast sends
    redis) stop redis 15 ;;
    *) stop "$1" 30 ;;
  esac
}

down() {
  local part start left
  if [[ ! -d $pids ]]; then say 'Nothing runs.'; return; fi
  lock_stack
  load_state
  head_line 'Down'
  for part in worker api redis postgres; do
    if ! runs "$part"; then rm -f "$pids/$part"; continue; fi
    start=$(now_ms)
    stop_part "$part"
    done_line "$part stopped" "$(since "$start")"
  done
  exec 9>&-
  left=$(leftovers)
  [[ -z $left ]] || die 'still there after the stop:' "$left"
  rm -f "$sessions"
  if [[ $verb != clean ]]; then note '  no process and no port is left; the data stays in .dev (./dev clean removes it)'; fi
}

# What of ours is alive: programs of ours in sessions that we began (by their command lines: only root sees a worker's directory), PostgreSQL and
# Redis that work in our directories, and ports of ours that someone listens on.
leftovers() {
  local session pid program link exe part name data
  while read -r session; do
    for pid in $(session_of "$session"); do
      { IFS= read -r -d '' program <"/proc/$pid/cmdline"; } 2>/dev/null || continue
      if [[ $program == "$published"/* ]]; then printf 'process %s %s\n' "$pid" "$program"; fi
    done
  done < <(sort -u "$sessions" 2>/dev/null)
  data=$(cat "$dev/postgres.path" 2>/dev/null || printf '%s' "$dev/postgres")
  while read -r link; do
    exe=$(readlink "${link%cwd}exe" 2>/dev/null) || continue
    if [[ $exe == *redis* || $exe == */postgres* ]]; then
      link=${link#/proc/} && printf 'process %s %s\n' "${link%/cwd}" "$exe"
    fi
  done < <(find /proc -maxdepth 2 -name cwd \( -lname "$dev" -o -lname "$dev/*" -o -lname "$data/*" \) 2>/dev/null)
  for part in "${parts[@]}"; do
    name=${part^^}_PORT
    if [[ -n ${!name-} ]] && is_listening "${!name}"; then printf 'port %s (%s)\n' "${!name}" "$part"; fi
  done
}

status() {
  local part name pid missing=0
  load_state
  for part in "${parts[@]}"; do
    name=${part^^}_PORT
    if pid=$(pid_of "$part"); then
      printf '  %-10s runs      pid %-8s 127.0.0.1:%-6s %9s resident, since %s\n' "$part" "$pid" "${!name}" \
        "$(megabytes "$(memory_of "$pid")")" "$(date -r "$pids/$part" '+%F %T')"
    else
      printf '  %-10s stopped\n' "$part"
      missing=1
    fi
  done
  return "$missing"
}

logs() {
  local -a files=()
  local part
  for part in "${@:-${parts[@]}}"; do
    [[ " ${parts[*]} " == *" $part "* ]] || die "there is no log of '$part'." "There is: ${parts[*]}"
    if [[ -e $logs/$part.log ]]; then files+=("$logs/$part.log"); fi
  done
  ((${#files[@]} > 0)) || die 'no logs yet.' 'Start with ./dev up.'
  if [[ -t 1 ]]; then tail -n 20 -F "${files[@]}"; else tail -n 50 "${files[@]}"; fi
}

clean() {
  local data directory
  ask 'Stop the stack and remove .dev/, artifacts/, node_modules/, all bin/ and obj/?' || die 'nothing was removed.' 'Without a terminal: ./dev clean --yes'
  down
  data=$(cat "$dev/postgres.path" 2>/dev/null || true)
  if [[ $data == /var/tmp/highperf-* ]]; then rm -rf -- "$data"; fi
  rm -rf -- "$dev" "$root/artifacts"
  for directory in "${npm_directories[@]}"; do rm -rf -- "$root/$directory/node_modules"; done
  find "$root/src" "$root/tests" "$root/bench" "$root/load" "$root/capacity-planning" -name node_modules -prune -o \
    -type d \( -name bin -o -name obj -o -name TestResults \) -prune -exec rm -rf {} + 2>/dev/null || true
  say 'Removed .dev/, artifacts/, node_modules/, bin/ and obj/.'
}
