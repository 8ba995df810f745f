# shellcheck shell=bash
# What each verb needs on the machine, and how it gets there. Debian 12; elsewhere the list is shown.

# package | how its presence is seen | why
needs_build='
gcc|command cc|links the Native AOT programs
zlib1g-dev|pc zlib|linked into them
pkg-config|command pkg-config|finds libav
libavformat-dev|pc libavformat|the worker reads and writes clips with it
libavcodec-dev|pc libavcodec|decodes and encodes
libavfilter-dev|pc libavfilter|scales, pads, watermarks
libavutil-dev|pc libavutil|shared by the others
libswscale-dev|pc libswscale|converts pixels'
needs_stack='
postgresql|file /usr/lib/postgresql/*/bin/initdb|the database; ./dev runs its own, the distribution service stays off
redis-server|command redis-server|the doorbells; likewise
curl|command curl|asks the programs whether they are ready
jq|command jq|reads their answers'
needs_demo='
ffmpeg|command ffmpeg|makes the demo clip (the product never runs it)
forensics-samples-files|file /usr/share/forensics-samples/original-files/movie1/*.mp4|real phone footage to make it from'
needs_machines='
systemd-container|command systemd-nspawn|boots machines
systemd-sysv|file /lib/systemd/systemd|which run it
dbus|command dbus-daemon|by which its parts speak to each other
libpam-systemd|file /usr/lib/*/security/pam_systemd.so|sessions of whoever logs in there
openssh-server|file /usr/sbin/sshd|how the operator gets in; the distribution service stays off
openssh-client|command ssh|likewise
rsync|command rsync|copies files into their backups
python3|command python3|answers for a service of secrets; hpdeploy needs it, too
nginx|file /usr/sbin/nginx|stands before the API; likewise off
iproute2|command ip|makes their network
procps|command pgrep|finds processes
openssl|command openssl|makes certificates for a test'
needs_drill='
rsync|command rsync|copies files of backups'
needs_race='
wrk|command wrk|a load generator that hpload is raced against
nodejs|command node|runs another, autocannon
npm|command npm|fetches it
time|file /usr/bin/time|says what each used of the processor'
needs_test="$needs_demo
$needs_race
chromium|command chromium|plays the clips in browser tests, driven by Node
nginx|file /usr/sbin/nginx|stands before the API in tests; the distribution service stays off
sshfs|command sshfs|shares a disk between two API processes in tests
openssh-sftp-server|file /usr/lib/openssh/sftp-server|which it talks to
socat|command socat|over a connection on loopback
python3-scipy|file /usr/lib/python3/dist-packages/scipy/__init__.py|says what the capacity models' numbers should be
shellcheck|command shellcheck|checks the scripts
systemd|command systemd-analyze|checks the units
prometheus|command promtool|checks the alert rules; the distribution service stays off
prometheus-alertmanager|command amtool|checks who is told of them; likewise
yamllint|command yamllint|checks the workflows"

# Also read by load/baseline/install, which needs no SDK.
needs_baseline=$(<"$root/load/baseline/packages")

needs_postgres_17='
debootstrap|command debootstrap|fetches Debian 13
patchelf|command patchelf|makes its PostgreSQL run here'

is_present() {
  case $1 in
    'command '*) command -v "${1#command }" >/dev/null ;;
    'pc '*) command -v pkg-config >/dev/null && pkg-config --exists "${1#pc }" ;;
    'file '*) compgen -G "${1#file }" >/dev/null ;;
  esac
}

# install PURPOSE…: installs what the purposes need and the machine lacks.
install() {
  local purpose table package probe why
  local -A seen=()
  local -a missing=()
  require_sdk
  for purpose in "$@"; do
    table=needs_$purpose
    while IFS='|' read -r package probe why; do
      if [[ -z $package || -n ${seen[$package]-} ]]; then continue; fi
      seen[$package]=1
      if is_present "$probe"; then continue; fi
      if ((${#missing[@]} == 0)); then head_line 'Missing packages'; fi
      printf '  %-24s %s\n' "$package" "$why"
      missing+=("$package")
    done <<<"${!table}"
  done
  if ((${#missing[@]} > 0)); then apt_install "${missing[@]}"; fi
}

apt_install() {
  local -a as_root=()
  local by_hand="apt-get update && apt-get install --no-install-recommends $*"
  command -v apt-get >/dev/null || die 'these are Debian package names and there is no apt-get here.' 'Install their counterparts, then run this again.'
  if ((EUID != 0)); then
    command -v sudo >/dev/null || die 'installing needs root, and there is no sudo. As root:' "$by_hand"
    ask 'Install them with sudo?' || die 'not installed. To do it by hand:' "sudo sh -c '$by_hand'"
    if [[ -t 0 ]]; then sudo -v || die 'sudo refused. As root:' "$by_hand"; fi
    as_root=(sudo -n)
  fi
  task "install $# package(s)" "$logs/install.log" "${as_root[@]}" bash "$root/ops/dev/apt-install.sh" "$@" ||
    die 'the installation failed.' "Log: $logs/install.log" "By hand, as root: $by_hand"
}

# The SDK is the one thing that is not installed: how to get it is the machine owner's choice.
require_sdk() {
  local place version
  if ! command -v dotnet >/dev/null; then
    for place in "${DOTNET_ROOT-}" "${HOME-}/.dotnet" /usr/share/dotnet /usr/lib/dotnet /opt/dotnet; do
      if [[ -x $place/dotnet ]]; then export PATH="$place:$PATH" DOTNET_ROOT=$place; break; fi
    done
  fi
  # The SDK stops where no ICU library is; it needs none.
  if ! compgen -G '/usr/lib/*/libicuuc.so*' >/dev/null; then export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1; fi
  local -a where=('HighPerf needs the .NET SDK 10.0.4xx (10.0.400 or later, see global.json).'
    'Get it from https://dotnet.microsoft.com/download/dotnet/10.0 and put dotnet on the PATH.')
  command -v dotnet >/dev/null || die 'no .NET SDK found.' "${where[@]}"
  version=$(cd "$root" && dotnet --version 2>/dev/null) ||
    die "the .NET SDKs here do not fit: $(dotnet --list-sdks 2>/dev/null | cut -d' ' -f1 | paste -sd' ')" "${where[@]}"
  sdk_version=$version
}
