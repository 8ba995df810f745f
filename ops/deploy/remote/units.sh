# shellcheck shell=bash
# Starting and restarting what runs a program of ours, one after the other, and telling whether it became ready.

restarted=() # those that run the new version by now

# reads UNIT: what it was given when it started, by path.
reads() {
  printf '%s\n' "/etc/systemd/system/${1/@*/@.service}" "/etc/highperf/$role.env" /etc/highperf/local.env "$secrets_root/$role" "$secrets_root/$role"/*
}

# is_stale UNIT: whether something else would run after a restart: another version, or what was written since it started.
is_stale() {
  local started newest path
  if ! is_active "$1" || [[ $(running_version "$1") != "$version" ]]; then return 0; fi
  for path in $(reads "$1"); do
    if has_changed "$path"; then return 0; fi
  done
  started=$(systemctl show --timestamp=unix --value -p ExecMainStartTimestamp "$1")
  # shellcheck disable=SC2046 # paths of ours, without spaces
  newest=$(stat -c %Y $(reads "$1") 2>/dev/null | sort -n | tail -n 1)
  ((${newest:-0} > ${started#@}))
}

# begin UNIT: a restart that is not waited for; leaves in $before the name of the run that ends.
begin() {
  before=$(show "$1" InvocationID)
  systemctl reset-failed "$1" 2>/dev/null || true
  systemctl restart --no-block "$1"
}

# wait_ready UNIT: until the run after $before is ready, by systemd and by HTTP. False when it ended, or is not within $ready seconds of its start; the end
# of the run before has its own time, which the unit bounds.
wait_ready() {
  local unit=$1 port state sub run key text deadline=$(($(now_ms) + 75000)) begun=false
  port=$(port_of "$unit")
  while (($(now_ms) < deadline)); do
    state='' sub='' run=''
    while IFS='=' read -r key text; do
      case $key in
        ActiveState) state=$text ;;
        SubState) sub=$text ;;
        InvocationID) run=$text ;;
      esac
    done < <(systemctl show -p ActiveState,SubState,InvocationID "$unit")
    if [[ $begun == false && -n $run && $run != "$before" ]]; then
      begun=true
      deadline=$(($(now_ms) + ready * 1000))
    fi
    if [[ $begun == true ]]; then
      if [[ $state == active ]] && http_ready "$port"; then return 0; fi
      # It ended: with Restart=always that is a pause before the next try, in which we do not share.
      if [[ $state == failed || $state == inactive || $sub == auto-restart ]]; then return 1; fi
    fi
    sleep 0.2
  done
  return 1
}

# last_words UNIT
last_words() {
  say "  ---- the last lines of $1 ----"
  journalctl -u "$1" -n 15 -o cat --no-pager | cut -c1-240 | sed 's/^/  | /'
  say "  ---- its state: $(show "$1" StatusText) ----"
}

# renew UNIT: restarts it with what is to run, and waits.
renew() {
  begin "$1"
  if wait_ready "$1"; then return; fi
  last_words "$1"
  return 1
}

# try_candidate: the version that is to come, with the settings that are to come, on a port that nobody asks. What fails here nobody has seen.
try_candidate() {
  local unit=highperf-api@$candidate_port.service result=0
  begin "$unit"
  wait_ready "$unit" || result=$?
  if ((result == 0)); then systemctl stop "$unit"; return; fi
  last_words "$unit"
  end_at_once "$unit"
  return 1
}

# end_at_once UNIT: one that is not ready has nobody to wait for.
end_at_once() {
  systemctl kill --signal=KILL "$1" 2>/dev/null || true
  systemctl stop "$1"
  systemctl reset-failed "$1" 2>/dev/null || true # it is dealt with: no alert for it
}

# switch_units: to $version, one after the other: while one is restarted nginx goes to the other.
switch_units() {
  local unit
  local -a stale=()
  for unit in $(units_of "$role"); do
    if is_stale "$unit"; then stale+=("$unit"); fi
  done
  if ((${#stale[@]} == 0)) && [[ $(version_at current) == "$version" ]]; then return; fi
  if [[ $role == web ]] && ((${#stale[@]} > 0)); then
    change "try $version on port $candidate_port" try_candidate || turn_back "$version did not become ready (at most $ready s); it was only tried aside, nothing was switched"
  fi
  if [[ $(version_at current) != "$version" ]]; then change "switch to $version" switch_links; fi
  for unit in "${stale[@]}"; do
    if change "restart $unit" renew "$unit"; then restarted+=("$unit"); else turn_back "$unit did not become ready with $version (at most $ready s)" "$unit"; fi
  done
}

switch_links() {
  point previous "$old" && point current "$version"
}

# turn_back WHY [UNIT]: UNIT is the one that failed. All is as it was before, in the time that one start takes; then says why and ends.
turn_back() {
  local unit start
  start=$(now_ms)
  trap 'rm -rf "$here"' EXIT
  note '  turning back'
  undo_files
  point next ''
  if [[ $(version_at current) != "$old" ]]; then point current "$old" && point previous "$older"; fi
  if [[ -n $old ]]; then
    if [[ -n ${2-} ]]; then
      # Not stopped like one that serves: it has nobody, and the other has all.
      systemctl kill --signal=KILL "$2" 2>/dev/null || true
      if renew "$2"; then done_line "$2 is back" "$(since "$start")"; else fail_line "$2 is not ready with $old either" "$(since "$start")"; fi
    fi
    for unit in "${restarted[@]}"; do renew "$unit" || fail_line "$unit is not ready with $old either" ''; done
  else
    for unit in "${restarted[@]}" ${2+"$2"}; do end_at_once "$unit"; done
  fi
  printf '%serror:%s %s. %s\n' "$red" "$reset" "$1" "${old:+$old runs on. }Turned back in $(since "$start")." >&2
  exit 75
}
