# shellcheck shell=bash
# hpdeploy status: what runs on this host.

status() {
  local unit roles=0
  for role in web worker files; do
    home=/opt/highperf/$role
    if [[ ! -L $home/current ]]; then continue; fi
    roles=$((roles + 1))
    say "  $bold$role$reset $(version_at current) since $(date -d "@$(stat -c %Y "$home/current")" '+%F %T %Z')"
    note "    before: $(version_at previous)  kept: $(find "$home/versions" -mindepth 1 -maxdepth 1 -printf '%f ' 2>/dev/null)"
    for unit in $(units_of "$role"); do look_at "$unit"; done
  done
  ((roles > 0)) || say '  nothing of HighPerf is installed here'
  for unit in nginx redis-server nfs-server highperf-verify highperf-certificate highperf-backup; do
    if [[ $(show "$unit" LoadState) == loaded ]]; then look_beside "$unit"; fi
  done
  note "    disk: $(df -h --output=avail,target /opt 2>/dev/null | sed -n 2p | xargs)  memory: $(sed -nE 's/^MemAvailable: *([0-9]+) kB/\1/p' /proc/meminfo | awk '{ printf "%d MiB", $1 / 1024 }') available"
  if ! flock -n /run/highperf-deploy.lock true 2>/dev/null; then say '  an hpdeploy is at work here'; fi
}

look_at() {
  local answer='not ready'
  if http_ready "$(port_of "$1")"; then answer=ready; fi
  printf '    %-30s %-10s %-9s %-14s %s  %s\n' "$1" "$(show "$1" ActiveState)" "$answer" "$(running_version "$1")" \
    "$(memory_now "$1")" "$(show "$1" StatusText)"
}

memory_now() {
  local bytes
  bytes=$(show "$1" MemoryCurrent)
  if [[ $bytes =~ ^[0-9]+$ ]] && ((${#bytes} < 16)); then megabytes "$bytes"; fi
}

# look_beside UNIT: a service that is not ours, or one that a timer starts.
look_beside() {
  local result=''
  if [[ $(show "$1" Type) == oneshot ]]; then result="last $(show "$1" Result) $(show "$1" ExecMainExitTimestamp)"; fi
  printf '    %-30s %-10s %s\n' "$1" "$(show "$1" ActiveState)" "$result"
}
