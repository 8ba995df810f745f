# shellcheck shell=bash
# ./dev machines: the site on three booted systemd machines, from nothing, and what an operator and the night do to it. The steps are in ops/machines.

machines_steps=(boot nothing clip again upgrade refused rotated killed rebooted cores)
machines_first=(boot nothing)  # what all others stand on
machines_extra=(managed rates) # only when asked for
machines_limit=900             # seconds

machines() {
  local keep=false only='' out=$root/artifacts/machines/REPORT.md one status=0 began
  local -a steps=("${machines_steps[@]}") failed=()
  while (($# > 0)); do
    case $1 in
      --keep) keep=true ;;
      --down) machines_down && return ;;
      --only | --report)
        [[ -n ${2-} ]] || die "$1 needs a value." './dev help machines'
        if [[ $1 == --only ]]; then only=$2; else out=$(realpath -m "$2"); fi
        shift
        ;;
      *) die "./dev machines takes no '$1'." './dev help machines' ;;
    esac
    shift
  done
  if [[ -n $only ]]; then machines_choose "$only"; fi
  machines_root
  if [[ -e $state ]]; then die "machines of an earlier run are there ($state)." './dev machines --down removes them.'; fi
  install build stack demo machines
  publish_release
  machines_clips
  for one in mountpoint nsenter setpriv chrt unshare pgrep; do
    command -v "$one" >/dev/null || die "there is no $one here." 'It is part of util-linux or procps.'
  done

  head_line "Machines (${#steps[@]} steps; limit $((machines_limit / 60)) minutes)"
  began=$(now_ms)
  trap 'machines_over' EXIT
  (umask 022 && mkdir -p "$state/logs" "$state/pids" "$state/power")
  chmod 711 "$state"
  : >"$state/report.tsv"
  for one in "${steps[@]}"; do
    machines_step "$one" && continue
    failed+=("$one")
    if [[ " ${machines_first[*]} " == *" $one "* ]]; then break; fi # the rest has nothing to stand on
  done
  machines_judge "$began" "${failed[*]}" || status=1
  machines_report "$out" "$began" "$status"
  if [[ $keep == true ]]; then
    trap - EXIT
    machines_kept
  fi
  exit "$status"
}

# Real footage, made once: the demo's, a small one for visitors, and one of the published plan's size.
machines_clips() {
  head_line 'Clips'
  if [[ ! -s $root/.dev/demo/clip.mp4 ]]; then make_clip "$root/.dev/demo/clip.mp4" 25 21; fi
  if [[ ! -s $root/.dev/load/clip.mp4 ]]; then make_clip "$root/.dev/load/clip.mp4" 21 33; fi
  if [[ " ${steps[*]} " == *' rates '* && ! -s $root/.dev/load/clip-50.mp4 ]]; then make_sized_clip "$root/.dev/load/clip-50.mp4" 25 50; fi
}

machines_root() {
  ((EUID == 0)) || die './dev machines needs root: it mounts, makes network namespaces and control groups, and boots machines.' 'sudo ./dev machines'
}

# machines_choose LIST: sets the caller's $steps to the first ones and those of the list, in their order.
machines_choose() {
  local one known=" ${machines_steps[*]} ${machines_extra[*]} "
  for one in ${1//,/ }; do [[ $known == *" $one "* ]] || die "there is no step '$one'." "There is:$known"; done
  steps=()
  for one in "${machines_steps[@]}" "${machines_extra[@]}"; do
    if [[ " ${machines_first[*]} ${1//,/ } " == *" $one "* ]]; then steps+=("$one"); fi
  done
}

# machines_step NAME: in the operator's network, once there is one. Shows its lines of the report.
machines_step() {
  local name=$1 before status=0
  local -a into=()
  before=$(wc -l <"$state/report.tsv")
  if [[ $name != boot ]]; then into=(nsenter "--net=/run/netns/${prefix}ops" --); fi
  task "$name" "$state/logs/$name.log" "${into[@]}" bash "$root/ops/machines/step.sh" "$name" || status=1
  tail -n "+$((before + 1))" "$state/report.tsv" | while IFS=$'\x1f' read -r _ what ms result; do
    printf '        %-62s %9s  %s\n' "$what" "${ms:+$(seconds "$ms")}" "$result"
  done
  return "$status"
}

# machines_judge BEGAN FAILED_STEPS: the last row, which is OK when all that was asked for went well and in time.
machines_judge() {
  local took=$((($(now_ms) - $1) / 1000)) result=OK
  if [[ -n $2 ]]; then
    result="failed: $2"
  elif ((took > machines_limit)); then
    result="failed: the limit is $machines_limit s"
  fi
  printf 'all\x1fthe whole run, from the first machine to the last step\x1f%s\x1f%s\n' "$((took * 1000))" "$result" >>"$state/report.tsv"
  [[ $result == OK ]]
}

# machines_report FILE BEGAN STATUS
machines_report() {
  local file=$1 name program step='' what ms result verdict=passed
  local used
  if (($3 != 0)); then verdict=FAILED; fi
  mkdir -p "${file%/*}"
  # shellcheck disable=SC2016 # marks of Markdown
  {
    printf '# The site on three machines: %s\n\n' "$verdict"
    printf 'Made by `./dev machines` on %s, commit %s.\n\n' "$(date -u '+%F %T UTC')" "$(machines_commit)"
    printf '| | |\n|---|---|\n'
    printf '| host | %s, %d processors, %s, kernel %s, %s |\n' "$(machines_processor)" "$(nproc)" "$(machines_memory)" "$(uname -r)" "$(group_version)"
    printf '| machines | web, worker, files: `systemd-nspawn --boot` over an overlay of `/` (%s, systemd %s), a network namespace each |\n' \
      "$(sed -n 's/^PRETTY_NAME="\(.*\)"/\1/p' /etc/os-release)" "$(systemd-nspawn --version | awk 'NR == 1 { print $2 }')"
    printf '| each of them | a control group of the host: %s processors, %s MiB |\n' "$machine_cpus" "$machine_mib"
    printf '| database | PostgreSQL %s beside them, TLS, certificate verified |\n' "$("$(postgres_bin)/postgres" --version | awk '{ print $3 }')"
    for program in highperf-api highperf-worker hpctl; do
      printf '| %s | sha256 %s |\n' "$program" "$(sha256sum "$root/artifacts/release/$program" | cut -c1-16)"
    done
    printf '\n| step | what | seconds | |\n|---|---|---:|---|\n'
    while IFS=$'\x1f' read -r step what ms result; do
      printf '| %s | %s | %s | %s |\n' "$step" "${what//|/\\|}" "${ms:+$(seconds "$ms" | cut -d' ' -f1)}" "${result//|/\\|}"
    done <"$state/report.tsv"
    printf '\n## What the machines used\n\n| machine | most memory, MiB, its files included | processor, s | waited for its limit, s | killed for memory |\n'
    printf '|---|---:|---:|---:|---:|\n'
    for name in "${hosts[@]}"; do
      used=$(group_used "$name" 2>/dev/null) || used='– – – –'
      # shellcheck disable=SC2086 # four words
      printf '| %s | %s | %s | %s | %s |\n' "$name" $used
    done
    cat "$root/ops/machines/lib/not-shown.md"
  } >"$file"
  head_line 'Report'
  cat "$file"
  say "  $verdict; in ${file#"$root"/}; logs of the steps: artifacts/machines/logs"
}

machines_commit() { git -C "$root" describe --always --dirty 2>/dev/null || echo unknown; }
machines_processor() { sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1; }
machines_memory() { awk '$1 == "MemTotal:" { printf "%.1f GiB", $2 / 1048576 }' /proc/meminfo; }

machines_kept() {
  local name
  head_line 'The machines are left up'
  for name in "${hosts[@]}"; do
    printf '  %-12s bash ops/machines/lib/as-operator.sh ssh %s\n' "$name" "$name"
  done
  printf '  %-12s %s\n' 'the site' "nsenter --net=/run/netns/${prefix}ops -- curl $site_url/api/public/rankings" \
    'hpdeploy' 'bash ops/machines/lib/as-operator.sh ops/deploy/hpdeploy status web worker files' 'remove them' './dev machines --down'
}

# On any end: what happened is kept, the machines are not.
machines_over() {
  trap - EXIT
  head_line 'Down' && machines_down
}

machines_down() {
  local name start left
  machines_root
  if [[ ! -e $state ]]; then say '  no machines are there'; return; fi
  start=$(now_ms)
  dev=$state pids=$state/pids sessions=$state/sessions logs=$state/logs
  for name in "${hosts[@]}"; do
    # All at once, and then each is waited for.
    if pid=$(pid_of "machine-$name"); then kill -TERM "$pid" 2>/dev/null || true; fi
  done
  for name in "${hosts[@]}"; do stop "machine-$name" 20; done
  stop parameters 5
  stop postgres 30 INT
  for name in "${hosts[@]}"; do machines_end_members "$name"; done
  for name in "${hosts[@]}"; do
    machine_unmount "$state/machines/$name/root"
    group_remove "$name" || true
  done
  network_remove
  mkdir -p "$root/artifacts/machines"
  rm -rf "$root/artifacts/machines/logs"
  cp -r "$state/logs" "$root/artifacts/machines/logs"
  left=$(machines_left)
  [[ -z $left ]] || die 'still there:' "$left"
  rm -rf --one-file-system -- "$state"
  done_line 'machines, networks, groups, mounts' "removed in $(since "$start")"
}

# machines_end_members NAME: whatever is in its control group, by its number.
machines_end_members() {
  local pid try
  for try in 1 2 3 4 5 6 7 8 9 10; do
    mapfile -t pid < <(members_of "$1")
    if ((${#pid[@]} == 0)); then return; fi
    kill -KILL "${pid[@]}" 2>/dev/null || true
    sleep 0.2
  done
}

machine_unmount() {
  local try
  for try in 1 2 3 4 5 6 7 8 9 10; do
    if ! mountpoint -q "$1"; then return; fi
    umount "$1" 2>/dev/null || sleep 0.3
  done
  umount --lazy "$1"
}

# machines_left: mounts, namespaces, groups and processes of ours, a line each.
machines_left() {
  local name
  awk -v below="$state/" 'index($2, below) == 1 { print "mount " $2 }' /proc/self/mounts
  for name in "${!address_of[@]}" lan; do if [[ -e /run/netns/$prefix$name ]]; then printf 'network namespace %s\n' "$prefix$name"; fi; done
  for name in "${hosts[@]}"; do
    hierarchies | while read -r hierarchy; do if [[ -d $hierarchy/$prefix$name ]]; then printf 'control group %s\n' "$hierarchy/$prefix$name"; fi; done
    if runs "machine-$name"; then printf 'process machine-%s\n' "$name"; fi
  done
  if runs postgres; then printf 'process postgres\n'; fi
}
