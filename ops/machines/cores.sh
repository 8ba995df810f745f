# shellcheck shell=bash
# cores: a program of each unit is crashed, and leaves no core: neither a file nor an entry of the journal.

step_cores() {
  local unit
  told 'where the kernel writes cores' "OK: '$(cat /proc/sys/kernel/core_pattern)', of the host: cores are switched off in the units, not here"
  # Without a crash that leaves one, that there is none would say nothing.
  if [[ $(cat /proc/sys/kernel/core_pattern) != '|'* ]]; then proved 'a unit that may leave a core leaves one' cores_of_another; fi
  for unit in highperf-api@8000 highperf-api@8001; do proved "$unit is crashed, and leaves none" cores_of web "$unit"; done
  proved 'highperf-worker is crashed, and leaves none' cores_of worker highperf-worker
  proved 'every service of ours has LimitCORE=0' cores_limits
}

cores_of_another() {
  inside web rm -rf /var/lib/cores
  inside web mkdir /var/lib/cores
  # It ends by the signal, and so systemd-run with an error: whether there is a core is what is looked at.
  # shellcheck disable=SC2016 # for the shell in there; systemd makes $ of $$
  inside web systemd-run --quiet --wait --property=LimitCORE=infinity --property=WorkingDirectory=/var/lib/cores sh -c 'kill -SEGV $$$$' || true
  [[ -n $(inside web find /var/lib/cores -type f) ]] || fail 'not even a unit that may: this machine makes none'
  inside web rm -rf /var/lib/cores
}

# cores_of MACHINE UNIT: its process, and wherever it works.
cores_of() {
  local machine=$1 unit=$2 pid before cores said
  pid=$(unit_property "$machine" "$unit" MainPID)
  ((pid > 0)) || fail "$unit does not run"
  before=$(inside "$machine" date +%s)
  cores_crash "$machine" "$pid"
  wait_for 40 "$unit runs again" runs_anew "$machine" "$unit" "$pid"
  # What a machine has written is in its upper layer, in its memory, or on the shared disk.
  # (What goes while it is looked for is none of them, and no failure.)
  cores=$(find "$state/machines/$machine/upper" -newermt "@$before" -type f \( -name core -o -name 'core.*' -o -path '*/systemd/coredump/*' \) || true)
  cores+=$(inside "$machine" find /tmp /var/tmp /run /root /dev/shm -xdev -newermt "@$before" -type f \( -name core -o -name 'core.*' \) || true)
  cores+=$(find "$share" -newermt "@$before" -type f \( -name core -o -name 'core.*' \) || true)
  [[ -z $cores ]] || fail "it left $cores"
  said=$(inside "$machine" journalctl --quiet --since "@$before" --output=cat MESSAGE_ID=fc2e22bc6ee647b6b90729ab34a250b1) || true
  [[ -z $said ]] || fail 'there is a core dump in the journal'
  # systemd says so when the kernel wrote one: "dumped core" instead of "killed".
  said=$(inside "$machine" journalctl --quiet --since "@$before" --output=cat --unit="$unit")
  [[ $said != *code=dumped* ]] || fail 'systemd says that it dumped core'
  detail=$(grep -oE 'code=[a-z]+, status=[^ ]+' <<<"$said" | head -n 1) || true
}

# cores_crash MACHINE PID: as by a wrong address. The runtime looks at such a signal first and, where it was none of its own code, gives the signal back to the
# kernel and goes on: an address would be met again, a signal that was sent has to be sent again.
cores_crash() {
  local try
  for try in 1 2 3 4 5; do
    if ! inside "$1" kill -SEGV "$2" 2>/dev/null; then return; fi
    sleep 0.3
  done
  fail "it has survived $try signals"
}

cores_limits() {
  local machine unit limit count=0
  for machine in "${hosts[@]}"; do
    while read -r unit; do
      limit=$(unit_property "$machine" "$unit" LimitCORE)
      [[ $limit == 0 ]] || fail "$unit of $machine has LimitCORE=$limit"
      count=$((count + 1))
    done < <(inside "$machine" sh -c 'ls /etc/systemd/system' | grep -E '^highperf-.*\.service$' | sed 's/@\.service$/@8000.service/')
  done
  ((count > 0)) || fail 'no unit of ours was found'
  detail="$count units"
}
