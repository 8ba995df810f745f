# shellcheck shell=bash
# boot: three machines, a database beside them, a network between.

step_boot() {
  local name
  operator_make
  authority_make
  proved 'a network of namespaces' network_make
  proved 'PostgreSQL beside them, with TLS' boot_database
  mkdir -p "$share"
  for name in "${hosts[@]}"; do
    group_make "$name"
    machine_make "$name"
  done
  for name in "${hosts[@]}"; do machine_on "$name"; done
  for name in "${hosts[@]}"; do proved "$name boots, and answers by ssh" boot_machine "$name"; done
  told 'the limits of each' "OK: $machine_cpus processors and $machine_mib MiB ($(group_version))"
}

boot_database() {
  database_make
  database_start
  detail=$(admin -c 'SHOW server_version')
}

boot_machine() {
  local failed
  wait_for 60 "$1 is booted" booted "$1"
  wait_for 20 "$1 answers by ssh" ssh_answers "$1"
  failed=$(inside "$1" systemctl --failed --plain --no-legend --full | awk '{ print $1 }' | paste -sd' ')
  detail="systemd $(inside "$1" systemctl --version | awk 'NR == 1 { print $2 }')${failed:+, units that failed: $failed}"
}
