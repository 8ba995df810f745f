# shellcheck shell=bash
# What each role is made of, and small questions to the host.

home=/opt/highperf/${role-}
secrets_root=/etc/highperf/secrets
candidate_port=8009

# units_of ROLE: those that run its program.
units_of() {
  case $1 in
    web) echo highperf-api@8000.service highperf-api@8001.service ;;
    worker) echo highperf-worker.service ;;
  esac
}

# port_of UNIT: where it says whether it is ready.
port_of() {
  case $1 in
    highperf-api@*) tr -cd '0-9' <<<"$1" ;;
    *) echo 8002 ;;
  esac
}

# Goes on when the connection breaks: as a session of its own, whose log is shown here as long as anybody looks.
detach() {
  local log work status=0
  install -d -m 0750 /var/log/highperf
  log=/var/log/highperf/$verb-$(date -u +%Y-%m-%dT%H%M%SZ)-$$.log
  : >"$log"
  setsid bash "$here/remote.sh" detached >"$log" 2>&1 </dev/null &
  work=$!
  tail -n +1 -s 0.2 -f --pid="$work" "$log" || true # ends with what it watches, or with the connection
  wait "$work" || status=$?
  exit "$status"
}

# One hpdeploy at a time changes this host.
take_lock() {
  trap '' HUP
  exec 9>/run/highperf-deploy.lock
  flock -n 9 || { rm -rf "$here" && die 'another hpdeploy is at work on this host.' 'Its log: /var/log/highperf. Look: hpdeploy status'; }
}

show() { systemctl show --value -p "$2" "$1"; }
is_active() { [[ $(show "$1" ActiveState) == active ]]; }

# http_ready PORT: asked without curl, which a host need not have.
http_ready() (
  exec 3<>"/dev/tcp/127.0.0.1/$1" || exit
  printf 'GET /health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
  IFS= read -r -t 3 line <&3 || exit
  [[ $line == HTTP/1.?' 200 '* ]]
) 2>/dev/null

# running_version UNIT: by what its process really is.
running_version() {
  local exe
  exe=$(readlink "/proc/$(show "$1" MainPID)/exe" 2>/dev/null) || return 0 # 0 when it does not run
  exe=${exe%/*}
  printf '%s' "${exe##*/}"
}
