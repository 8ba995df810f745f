#!/usr/bin/env bash
# ganesha.sh: NFS-Ganesha, an NFS server in user space, with what client can be had without one in the kernel; tells what works (root; installs
# Debian packages). It runs in a network namespace of its own, serves a directory of its own, and leaves nothing but artifacts/machines/GANESHA.md.
set -Eeuo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
((EUID == 0)) || { echo 'ganesha.sh needs root: packages, a network namespace, a server' >&2 && exit 1; }

space=highperf-nfs
place=$(mktemp -d /var/tmp/highperf-nfs.XXXXXX)
export_dir=$place/export
report=$root/artifacts/machines/GANESHA.md
owner=4210 stranger=4711 # uid of the programs; somebody else's
server=''
lines=()

# shellcheck disable=SC2317 # a trap
over() {
  trap - EXIT
  if [[ -n $server ]]; then kill -KILL "$server" 2>/dev/null || true; fi
  ip netns delete "$space" 2>/dev/null || true
  rm -rf -- "$place"
}
trap over EXIT
trap 'exit 130' INT TERM

there() { ip netns exec "$space" "$@"; }

# tried WHAT COMMAND…: a line of the report, whether it works or not; what a command says last is why.
tried() {
  local what=$1 said result=works
  shift
  "$@" >"$place/said" 2>&1 || result='does not work' # not in a subshell: it may start the server
  said=$(tail -n 1 "$place/said" | tr '|' '/' | cut -c1-160)
  printf '  %-14s %s%s\n' "$result" "$what" "${said:+ ($said)}"
  lines+=("| $what | $result | $said |")
  [[ $result == works ]]
}

packages() {
  local one
  bash "$root/ops/dev/apt-install.sh" nfs-ganesha nfs-ganesha-vfs libnfs-utils >"$place/install.log" 2>&1 || { tail -n 1 "$place/install.log" && return 1; }
  # A client that mounts, without the kernel's: whichever of these the distribution has.
  for one in fuse-nfs nfusr; do
    if apt-cache show "$one" >/dev/null 2>&1; then bash "$root/ops/dev/apt-install.sh" "$one" >>"$place/install.log" 2>&1 && echo "and $one"; fi
  done
  dpkg-query -W -f='${Package} ${Version}, ' nfs-ganesha libnfs-utils | sed 's/, $//'
}

configuration() {
  cat <<CONF
NFS_CORE_PARAM { Protocols = 4; NFS_Port = 2049; Enable_NLM = false; Enable_RQUOTA = false; }
# libnfs speaks 4.0; the site's clients are told 4.2.
NFSv4 { Minor_Versions = 0, 1, 2; Grace_Period = 5; Lease_Lifetime = 5; RecoveryBackend = fs; RecoveryRoot = "$place/recovery"; }
EXPORT {
  Export_Id = 1; Path = "$export_dir"; Pseudo = "/srv/highperf"; Protocols = 4; Transports = TCP; SecType = sys;
  Access_Type = None; Squash = Root_Squash;
  CLIENT { Clients = 127.0.0.1; Access_Type = RW; }
  FSAL { Name = VFS; }
}
LOG { Default_Log_Level = EVENT; Components { ALL = EVENT; } }
CONF
}

serve() {
  local try
  # Not by a function, so that its number is the server's own.
  ip netns exec "$space" ganesha.nfsd -F -f "$place/ganesha.conf" -L "$place/ganesha.log" -p "$place/ganesha.pid" >"$place/out" 2>&1 &
  server=$!
  for try in {1..100}; do
    if ! kill -0 "$server" 2>/dev/null; then tail -n 2 "$place/ganesha.log" "$place/out" 2>/dev/null && return 1; fi
    if there ss -Hltn 'sport = :2049' | grep -q .; then return; fi
    sleep 0.2
  done
  echo "not listening after $try looks"
  return 1
}

# url NAME UID [ADDRESS]
url() { printf 'nfs://%s/srv/highperf/%s?version=4&uid=%s&gid=%s' "${3:-127.0.0.1}" "$1" "$2" "$2"; }

write_as_owner() {
  there nfs-cp "$place/clip" "$(url uploads/clip "$owner")" && cmp "$place/clip" "$export_dir/uploads/clip" &&
    [[ $(stat -c %u "$export_dir/uploads/clip") == "$owner" ]]
}
read_as_owner() { there nfs-cat "$(url uploads/clip "$owner")" | cmp - "$place/clip"; }
list() { there nfs-ls "$(url uploads "$owner")" | grep clip; }
is_refused() { if "$@" >/dev/null 2>&1; then echo 'it was allowed' && return 1; fi; }
root_is_nobody() { is_refused there nfs-cp "$place/clip" "$(url uploads/of-root 0)"; }
stranger_is_refused() { is_refused there nfs-cat "$(url uploads/clip "$stranger")"; }
another_host_is_refused() { is_refused there nfs-ls "$(url uploads "$owner" 10.87.1.1)"; }

speed() {
  local began ended
  began=$(date +%s%N)
  there nfs-cp "$place/clip" "$(url uploads/again "$owner")" >/dev/null || return
  ended=$(date +%s%N)
  awk -v ns=$((ended - began)) -v bytes="$(stat -c %s "$place/clip")" 'BEGIN { printf "written at %.0f MB/s", bytes / ns * 1000 }'
}

comes_back() {
  kill -KILL "$server"
  wait "$server" 2>/dev/null || true
  serve || return
  sleep 6 # the grace time
  there nfs-cat "$(url uploads/clip "$owner")" | cmp - "$place/clip"
}

mount_by_fuse() {
  local program
  program=$(command -v fuse-nfs || command -v nfusr) || { echo 'the distribution has no such client' && return 1; }
  mkdir -p "$place/mount"
  there timeout 10 "$program" -n 'nfs://127.0.0.1/srv/highperf?version=4' -m "$place/mount" && ls "$place/mount/uploads"
}

mkdir -p "$export_dir/uploads" "$export_dir/processed" "$place/recovery" "${report%/*}"
chown "$owner:$owner" "$export_dir"/*
chmod 750 "$export_dir"/*
head -c 100000000 /dev/urandom >"$place/clip"
configuration >"$place/ganesha.conf"

if tried 'Debian packages' packages; then
  ip netns add "$space"
  ip -n "$space" link set lo up
  ip -n "$space" address add 10.87.1.1/32 dev lo # who calls it calls from it: another host to the server
  mkdir -p /var/run/ganesha
  if tried 'the server starts, with the file system of this machine behind it (FSAL VFS), NFS 4 alone' serve; then
    tried 'libnfs (4.0): 100 MB are written by uid 4210, and are that on the disk' write_as_owner || true
    tried 'libnfs: they are read back' read_as_owner || true
    tried 'libnfs: the directory is listed' list || true
    tried 'speed, through loopback' speed || true
    tried 'root is nobody (Root_Squash), and may not write' root_is_nobody || true
    tried 'another uid may not read (0750)' stranger_is_refused || true
    tried 'a host that is not named is refused' another_host_is_refused || true
    tried 'kill -9 of the server, and its return: the files are there after the grace time' comes_back || true
    tried 'a mount by FUSE, on which the programs could run' mount_by_fuse || true
  fi
fi

# shellcheck disable=SC2016 # marks of Markdown
{
  printf '# NFS-Ganesha, tried\n\nMade by `ops/machines/ganesha.sh`, %s, kernel %s without NFS.\n\n' "$(date -u +%F)" "$(uname -r)"
  printf '| what | | it says |\n|---|---|---|\n'
  printf '%s\n' "${lines[@]}"
} >"$report"
echo "  in ${report#"$root"/}"
