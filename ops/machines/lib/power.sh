#!/usr/bin/env bash
# power.sh NAME: a machine that is switched on. It boots, and boots again after a reboot or when its power was cut (its process 1 killed), until this
# process gets SIGTERM: then it is shut down.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd -P)
# shellcheck source-path=SCRIPTDIR/../../..
{
  source "$root/ops/machines/lib/names.sh"
  source "$root/ops/machines/lib/groups.sh"
}

name=$1 nspawn='' off=false boots=0
switch_off() {
  off=true
  if [[ -n $nspawn ]]; then kill -TERM "$nspawn" 2>/dev/null; fi
}
trap switch_off TERM INT

options=(--quiet --boot --settings=no --directory="$state/machines/$name/root" --machine="$prefix$name" --hostname="$name"
  --register=no --keep-unit --network-namespace-path="/run/netns/$prefix$name" --capability=CAP_NET_ADMIN
  --resolv-conf=off --timezone=off --link-journal=no --console=read-only
  # What lies about on this machine is not there: somebody's home, this repository, the directory of this run.
  --tmpfs=/var/tmp:mode=1777 --bind="$share:/mnt/share")
for hidden in /root /home "$root"; do options+=(--tmpfs="$hidden:mode=0755"); done
if [[ $name == files ]]; then options+=(--bind="$share:/srv/highperf"); fi

mkdir -p "$state/power"
while [[ $off == false ]]; do
  boots=$((boots + 1))
  began=$SECONDS
  (
    trap - TERM INT
    group_enter "$name" "$boots"
    exec systemd-nspawn "${options[@]}" </dev/null
  ) &
  nspawn=$!
  printf '%s\n' "$nspawn" >"$state/power/$name"
  # A signal ends the wait, not the machine.
  while :; do
    wait "$nspawn"
    status=$?
    kill -0 "$nspawn" 2>/dev/null || break
  done
  printf 'boot %d of %s ended with status %d\n' "$boots" "$name" "$status"
  # 133: it asks to be booted again.
  if [[ $off == false && $status != 133 ]] && ((SECONDS - began < 3)); then
    printf '%s does not boot\n' "$name"
    break
  fi
done
rm -f "$state/power/$name"
