# shellcheck shell=bash
# Control groups of the host around a machine (cgroups(7), version 1 or 2): what is inside cannot leave them, whatever its own systemd says.

groups=/sys/fs/cgroup

is_v2() { [[ -e $groups/cgroup.controllers ]]; }

# group_version: for the report.
group_version() { if is_v2; then printf 'cgroup v2'; else printf 'cgroup v1'; fi; }

# hierarchies: one directory a line; of version 1 each controller has its own, and names that are links to another.
hierarchies() {
  local hierarchy
  if is_v2; then printf '%s\n' "$groups" && return; fi
  for hierarchy in "$groups"/*; do
    if [[ ! -L $hierarchy ]] && mountpoint -q "$hierarchy"; then printf '%s\n' "$hierarchy"; fi
  done
}

# group_make NAME: with the limits of a machine of the plan.
group_make() {
  local hierarchy group
  local bytes=$((machine_mib * 1048576)) quota
  quota=$(awk -v cpus="$machine_cpus" 'BEGIN { printf "%d", cpus * 100000 }')
  if is_v2; then
    controllers_below "$groups"
    group=$groups/$prefix$1
    mkdir -p "$group"
    printf '%s 100000\n' "$quota" >"$group/cpu.max"
    printf '%s\n' "$bytes" >"$group/memory.max"
    printf '0\n' >"$group/memory.swap.max"
    controllers_below "$group" # its leaves are what is entered
    return
  fi
  while read -r hierarchy; do
    group=$hierarchy/$prefix$1
    mkdir -p "$group"
    if [[ -e $group/cpuset.cpus ]]; then # empty, nobody could enter
      cat "$hierarchy/cpuset.cpus" >"$group/cpuset.cpus"
      cat "$hierarchy/cpuset.mems" >"$group/cpuset.mems"
    fi
  done < <(hierarchies)
  printf '100000\n' >"$groups/cpu/$prefix$1/cpu.cfs_period_us"
  printf '%s\n' "$quota" >"$groups/cpu/$prefix$1/cpu.cfs_quota_us"
  printf '%s\n' "$bytes" >"$groups/memory/$prefix$1/memory.limit_in_bytes"
}

# controllers_below GROUP: what there is of them, for its children.
controllers_below() {
  local controller
  for controller in cpu memory pids io; do
    if grep -qw "$controller" "$1/cgroup.controllers"; then printf "+%s\n" "$controller" >"$1/cgroup.subtree_control"; fi
  done
}

# group_enter NAME BOOT: this shell and what it starts. Of version 2 a fresh leaf for each boot: systemd-nspawn divides the one that it finds itself in,
# and who is divided cannot be entered again.
group_enter() {
  local hierarchy
  if is_v2; then
    mkdir -p "$groups/$prefix$1/boot-$2"
    echo "$BASHPID" >"$groups/$prefix$1/boot-$2/cgroup.procs"
    return
  fi
  while read -r hierarchy; do echo "$BASHPID" >"$hierarchy/$prefix$1/cgroup.procs"; done < <(hierarchies)
}

# group_used NAME: "PEAK_MIB CPU_SECONDS THROTTLED_SECONDS OOM_KILLS" since it was made.
group_used() {
  local group peak cpu throttled kills
  if is_v2; then
    group=$groups/$prefix$1
    peak=$(cat "$group/memory.peak" 2>/dev/null || echo 0)
    cpu=$(field_of usage_usec "$group/cpu.stat")
    throttled=$(field_of throttled_usec "$group/cpu.stat")
    kills=$(field_of oom_kill "$group/memory.events")
    awk -v p="$peak" -v c="$cpu" -v t="$throttled" -v k="$kills" 'BEGIN { printf "%.0f %.1f %.1f %d\n", p / 1048576, c / 1e6, t / 1e6, k }'
    return
  fi
  peak=$(cat "$groups/memory/$prefix$1/memory.max_usage_in_bytes")
  cpu=$(cat "$groups/cpuacct/$prefix$1/cpuacct.usage")
  throttled=$(field_of throttled_time "$groups/cpu/$prefix$1/cpu.stat")
  kills=$(field_of oom_kill "$groups/memory/$prefix$1/memory.oom_control")
  awk -v p="$peak" -v c="$cpu" -v t="$throttled" -v k="$kills" 'BEGIN { printf "%.0f %.1f %.1f %d\n", p / 1048576, c / 1e9, t / 1e9, k }'
}

# field_of WORD FILE: the number behind a word, 0 without it.
field_of() { awk -v word="$1" '$1 == word { found = $2 } END { print found + 0 }' "$2"; }

# members_of NAME: process ids, of all its descendants.
members_of() {
  local hierarchy
  while read -r hierarchy; do
    find "$hierarchy/$prefix$1" -name cgroup.procs -exec cat {} + 2>/dev/null || true
  done < <(hierarchies) | sort -un
}

group_remove() {
  local hierarchy
  while read -r hierarchy; do
    if [[ -d $hierarchy/$prefix$1 ]]; then find "$hierarchy/$prefix$1" -depth -type d -exec rmdir {} +; fi
  done < <(hierarchies)
}
