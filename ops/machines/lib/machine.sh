# shellcheck shell=bash
# Machines: an overlay of this machine's file system, booted by systemd-nspawn with its own systemd as process 1.

# machine_make NAME: what a freshly installed host is. Its programs are this machine's; its services, accounts of ours, keys, journals are not.
machine_make() {
  local name=$1 place=$state/machines/$1 top other
  mkdir -p "$place"/{upper,work,root}
  mount -t overlay "$prefix$name" -o "lowerdir=/,upperdir=$place/upper,workdir=$place/work" "$place/root"
  top=$place/root
  # Nothing runs but what is asked for: the wants of this machine are not the host's.
  rm -f "$top"/etc/systemd/system/{multi-user,timers,sockets,sysinit,getty,graphical,remote-fs,network-online}.target.wants/*
  mkdir -p "$top/etc/systemd/system/multi-user.target.wants" "$top/etc/systemd/journald.conf.d"
  ln -sf /lib/systemd/system/multi-user.target "$top/etc/systemd/system/default.target"
  ln -sf /lib/systemd/system/ssh.service "$top/etc/systemd/system/multi-user.target.wants/ssh.service"
  # Journals outlive a reboot, as on a server, so that what was said before it can be looked at.
  rm -rf "$top/var/log/journal" "$top/etc/machine-id"
  mkdir -p "$top/var/log/journal"
  printf '[Journal]\nStorage=persistent\nRateLimitIntervalSec=0\n' >"$top/etc/systemd/journald.conf.d/machines.conf"
  machine_id "$name" >"$top/etc/machine-id"
  printf '%s\n' "$name" >"$top/etc/hostname"
  : >"$top/etc/fstab"
  rm -f "$top/etc/resolv.conf" # may be a link
  : >"$top/etc/resolv.conf"
  printf '127.0.0.1 localhost\n' >"$top/etc/hosts"
  for other in "${!address_of[@]}"; do printf '%s %s\n' "${address_of[$other]}" "$other"; done >>"$top/etc/hosts"
  machine_trusts "$top"
  machine_sshd "$top" "$name"
  machine_nfs "$top" "$name"
  # What this machine may have of an earlier deploy is not on a new one.
  rm -rf "$top"/{etc,opt,srv,var/lib,var/cache,var/log}/highperf
}

# machine_trusts TOP: whoever signed the certificate of the database.
machine_trusts() {
  local certificate=$state/authority/authority.crt
  cp "$certificate" "$1/etc/ssl/certs/highperf-machines.pem"
  ln -sf highperf-machines.pem "$1/etc/ssl/certs/$(openssl x509 -hash -noout -in "$certificate").0"
  cat "$certificate" >>"$1/etc/ssl/certs/ca-certificates.crt"
}

machine_id() { printf 'highperf machine %s' "$1" | sha256sum | cut -c1-32; }

# machine_sshd TOP NAME: only the operator's key opens; its own key is known to the operator beforehand.
machine_sshd() {
  mkdir -p "$operator"
  rm -f "$1"/etc/ssh/ssh_host_*
  ssh-keygen -q -t ed25519 -N '' -C "$2" -f "$1/etc/ssh/ssh_host_ed25519_key"
  cp "$operator/key.pub" "$1/etc/ssh/authorized_keys"
  printf '%s\n' 'HostKey /etc/ssh/ssh_host_ed25519_key' 'AuthorizedKeysFile /etc/ssh/authorized_keys' 'PermitRootLogin prohibit-password' \
    'PasswordAuthentication no' 'UsePAM yes' 'UseDNS no' 'Subsystem sftp internal-sftp' >"$1/etc/ssh/sshd_config"
  printf '%s,%s %s\n' "$2" "${address_of[$2]}" "$(cut -d' ' -f1,2 "$1/etc/ssh/ssh_host_ed25519_key.pub")" >>"$operator/known_hosts"
}

# machine_nfs TOP NAME: this kernel has no NFS. A mount of type nfs or nfs4 is made, in every machine, by a helper that binds the one directory that all
# of them see; the file server's daemon is a unit that does nothing. Units, fstab, exports and the order of things are the real ones.
machine_nfs() {
  local helper unit
  for helper in nfs nfs4; do
    install -m 755 "$root/ops/machines/lib/mount.nfs" "$1/sbin/mount.$helper"
  done
  if [[ $2 != files ]]; then return; fi
  mkdir -p "$1/etc/exports.d"
  install -m 755 "$root/ops/machines/lib/exportfs" "$1/usr/sbin/exportfs"
  for unit in nfs-server nfs-kernel-server; do
    printf '%s\n' '[Unit]' 'Description=Stands in for the NFS server of the kernel' '[Service]' Type=oneshot RemainAfterExit=yes \
      'ExecStart=/usr/sbin/exportfs -r' 'ExecReload=/usr/sbin/exportfs -r' '[Install]' WantedBy=multi-user.target \
      >"$1/etc/systemd/system/$unit.service"
  done
}

# machine_on NAME: power. It stays on until machine_off.
machine_on() {
  rm -f "$state/power/$1"
  launch "machine-$1" - bash "$root/ops/machines/lib/power.sh" "$1"
}

# leader NAME: the process that is 1 inside; fails while there is none.
leader() {
  local nspawn child
  nspawn=$(cat "$state/power/$1" 2>/dev/null) || return 1
  for child in $(pgrep -P "$nspawn"); do
    if grep -qsE '^NSpid:.*[[:space:]]1$' "/proc/$child/status"; then printf '%s' "$child" && return; fi
  done
  return 1
}

# inside NAME COMMAND…: as root on its console, without the network.
inside() {
  local name=$1 pid
  shift
  pid=$(leader "$name") || return
  nsenter --target "$pid" --mount --uts --ipc --net --pid --cgroup -- \
    /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 HOME=/root "$@"
}

# wait_for SECONDS WHAT COMMAND…: until it succeeds.
wait_for() {
  local allowed=$1 what=$2 deadline=$(($(now_ms) + $1 * 1000))
  shift 2
  until "$@" >/dev/null 2>&1; do
    if (($(now_ms) > deadline)); then fail "$what: not within $allowed s"; fi
    sleep 0.1
  done
}

# booted NAME: its systemd has started all that it wants. "degraded" is booted, too: the step that boots lists what failed.
booted() {
  local said
  said=$(inside "$1" systemctl is-system-running 2>/dev/null) || true
  [[ $said == running || $said == degraded ]]
}

ssh_answers() { there ops "$operator/bin/ssh" "$1" true; }

# unit_property MACHINE UNIT PROPERTY
unit_property() { inside "$1" systemctl show --property="$3" --value "$2"; }

# active MACHINE UNIT
active() { [[ $(unit_property "$1" "$2" ActiveState) == active ]]; }

# runs_anew MACHINE UNIT PID: with another process than that one, and ready.
runs_anew() {
  local pid
  pid=$(unit_property "$1" "$2" MainPID)
  [[ $(unit_property "$1" "$2" ActiveState) == active && $pid != 0 && $pid != "$3" ]]
}
