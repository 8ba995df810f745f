# shellcheck shell=bash
# Is this a host for the role? Says all that is wrong at once, before anything is changed. Its last line, alone on standard output, is for hpdeploy.

problems=0
good() { done_line "$1" "${2-}"; }
warn() { note "  note  $1${2:+ ($2)}"; }

# bad TEXT HINT
bad() {
  fail_line "$1" ''
  note "         $2"
  problems=$((problems + 1))
}

check() {
  exec 3>&1 1>&2
  check_machine
  check_room
  check_time
  check_account
  check_packages
  check_ports
  check_secrets
  if [[ $role == web && $tls == on ]]; then check_certificate; fi
  if [[ $role != files && $storage == mounted ]] && ! mountpoint -q /var/lib/highperf; then
    bad 'nothing is mounted at /var/lib/highperf' 'The site file says STORAGE=mounted: mount the shared directory first.'
  fi
  ((problems == 0)) || die "this host is not ready for $role: $problems problems."
  if has_programs; then echo programs=there >&3; else echo programs=missing >&3; fi
}

# at_least VERSION LEAST
at_least() { [[ $(printf '%s\n' "$1" "$2" | sort -V | head -n 1) == "$2" ]]; }

check_machine() {
  local glibc systemd
  systemd=$(systemctl --version 2>/dev/null | sed -nE '1s/^systemd ([0-9]+).*/\1/p')
  if [[ ! -d /run/systemd/system ]]; then bad 'systemd does not run here' 'A container without it is no host.'
  elif ((${systemd:-0} < 252)); then bad "systemd ${systemd:-?} is too old" '252 is needed: Debian 12, Ubuntu 24.04.'
  else good "systemd $systemd"; fi
  if [[ $(uname -m) == "$machine" ]]; then good "$machine"; else bad "this is $(uname -m)" "The programs are for $machine."; fi
  glibc=$(getconf GNU_LIBC_VERSION | cut -d' ' -f2)
  if at_least "$glibc" 2.36; then good "glibc $glibc"; else bad "glibc $glibc is too old" '2.36 is needed: Debian 12, Ubuntu 24.04.'; fi
}

check_room() {
  local free memory place=/opt
  if [[ $role == files ]]; then place=/srv; fi
  free=$(($(stat -f -c '%a * %S' "$place") / 1048576))
  if ((free >= 1024)); then good "$((free / 1024)) GiB free in $place"; else bad "$free MiB free in $place" 'A gibibyte is needed, for versions to go back to.'; fi
  memory=$(($(sed -nE 's/^MemTotal: *([0-9]+) kB/\1/p' /proc/meminfo) / 1024))
  if ((memory >= 1800)); then good "$memory MiB of memory"
  elif ((memory >= 900)); then warn "$memory MiB of memory" 'settings are for 2 GiB'
  else bad "$memory MiB of memory" 'Settings are for 2 GiB; below 900 MiB it is no use.'; fi
}

check_time() {
  local offset=$(($(date +%s) - now))
  # Tokens and signed links count seconds; what is on the way here is in it.
  if ((offset > -30 && offset < 30)); then good "clock within 30 s of the operator's"; else bad "the clock is $offset s off the operator's" 'One of both is wrong: timedatectl'; fi
  if [[ $(timedatectl show --value -p NTPSynchronized 2>/dev/null) == yes ]]; then good 'time is kept right (NTP)'; else warn 'time is not kept right by NTP' 'timedatectl set-ntp true'; fi
}

check_account() {
  local uid other
  uid=$(id -u highperf 2>/dev/null || true)
  other=$(getent passwd 4210 | cut -d: -f1 || true)
  if [[ $uid == 4210 || (-z $uid && -z $other) ]]; then good 'user highperf is 4210'
  elif [[ -n $uid ]]; then bad "user highperf is $uid here" 'It is 4210 on every host, since NFS knows users by number: usermod -u 4210, groupmod -g 4210, and chown what it has.'
  else bad "4210 is $other here" 'It is to be highperf, since NFS knows users by number.'; fi
}

# Of each program the package that has it.
check_packages() {
  local -a wanted missing=()
  local pair version_of_dump
  case $role in
    web) wanted=(nginx:nginx openssl:openssl ss:iproute2 setpriv:util-linux) ;;
    worker) wanted=(redis-server:redis-server ss:iproute2 setpriv:util-linux) ;;
    files) wanted=(rsync:rsync pg_dump:postgresql-client-17 psql:postgresql-client-17 ss:iproute2 setpriv:util-linux) ;;
  esac
  if [[ $role != files && $storage == nfs ]]; then wanted+=(mount.nfs4:nfs-common); fi
  if [[ $role == files && $storage == nfs ]]; then wanted+=(exportfs:nfs-kernel-server); fi
  if [[ $role != files && -e $secrets_root/migrate/database-url ]]; then wanted+=(psql:postgresql-client); fi
  for pair in "${wanted[@]}"; do
    if ! command -v "${pair%:*}" >/dev/null; then missing+=("${pair#*:}"); fi
  done
  # For TLS, which the programs load when they need it.
  if [[ $(ldconfig -p) != *libssl.so.3* ]]; then missing+=(libssl3); fi
  if [[ ! -s /etc/ssl/certs/ca-certificates.crt ]]; then missing+=(ca-certificates); fi
  if ((${#missing[@]} == 0)); then good 'packages'; else
    bad "packages are missing: ${missing[*]}" "apt-get install --no-install-recommends $(printf '%s\n' "${missing[@]}" | sort -u | paste -sd' ')"
  fi
  if [[ $role == files ]] && command -v pg_dump >/dev/null; then
    version_of_dump=$(pg_dump --version | grep -oE '[0-9]+' | head -n 1)
    if ((version_of_dump >= 17)); then good "pg_dump $version_of_dump"; else warn "pg_dump $version_of_dump" 'it dumps no server that is younger than itself'; fi
  fi
}

# Who listens already: us, or nobody.
check_ports() {
  local pair port name holder before=$problems
  local -a wanted=()
  case $role in
    web) wanted=(8000:highperf-api 8001:highperf-api "$candidate_port:highperf-api" 80:nginx) ;;
    worker) wanted=(8002:highperf-worker 6379:redis-server) ;;
  esac
  if [[ $role == web && $tls == on ]]; then wanted+=(443:nginx); fi
  for pair in "${wanted[@]}"; do
    port=${pair%:*} name=${pair#*:}
    holder=$(ss -Hltnp "sport = :$port" 2>/dev/null | sed -nE 's/.*users:\(\("([^"]+)".*/\1/p' | head -n 1 || true)
    # The kernel keeps 15 characters of a name.
    if [[ -n $holder && ${holder:0:15} != "${name:0:15}" ]]; then bad "port $port is taken by $holder" "It is $name's: end the other, or let it listen elsewhere."; fi
  done
  if ((${#wanted[@]} > 0 && problems == before)); then good "ports ${wanted[*]%:*}"; fi
}

check_secrets() {
  local name
  local -a wanted=(database-url) missing=()
  case $role in
    web) wanted+=(redis-url jwt-keys) ;;
    worker) wanted+=(redis-url) ;;
  esac
  # The API's may be in Secrets Manager; worker and backup have no way there.
  if [[ $role == web && $passed_on == *AWS_SECRET_ID=* ]]; then wanted=(); fi
  for name in "${wanted[@]}"; do
    if [[ ! -s $secrets_root/$role/$name ]]; then missing+=("$name"); fi
  done
  if [[ $role == worker && ! -s $secrets_root/redis/users.acl ]]; then missing+=(redis-users); fi
  if ((${#missing[@]} == 0)); then good 'secrets'; else bad "secrets are missing: ${missing[*]}" "hpdeploy secrets $role HOST ${missing[0]}=FILE …"; fi
}

check_certificate() {
  if [[ ! -s /etc/highperf/tls/fullchain.pem || ! -s /etc/highperf/tls/privkey.pem ]]; then
    bad 'there is no certificate' 'The site file says TLS=on: /etc/highperf/tls/fullchain.pem and privkey.pem (links will do).'
  elif openssl x509 -noout -checkend 0 -in /etc/highperf/tls/fullchain.pem >/dev/null; then
    good "certificate until $(openssl x509 -noout -enddate -in /etc/highperf/tls/fullchain.pem | cut -d= -f2)"
  else
    bad 'the certificate has expired' 'Renew it first.'
  fi
}
