# shellcheck shell=bash
# The operator: a host with ssh, a key, and the site's files; nothing of ours is installed there.

operator_make() {
  local name
  mkdir -p "$operator/bin" "$operator/home"
  chmod 700 "$operator"
  ssh-keygen -q -t ed25519 -N '' -C operator -f "$operator/key"
  : >"$operator/known_hosts"
  {
    printf 'Host *\n  User root\n  IdentityFile %s\n  IdentitiesOnly yes\n  UserKnownHostsFile %s\n' "$operator/key" "$operator/known_hosts"
    printf '  GlobalKnownHostsFile /dev/null\n  StrictHostKeyChecking yes\n  BatchMode yes\n  ConnectTimeout 5\n  LogLevel ERROR\n'
    for name in "${hosts[@]}"; do printf 'Host %s\n  HostName %s\n' "$name" "${address_of[$name]}"; done
  } >"$operator/ssh_config"
  # ssh looks for its files in the home of the account, which is this machine's and not the operator's.
  for name in ssh scp sftp; do
    printf '#!/bin/sh\nexec /usr/bin/%s -F %s "$@"\n' "$name" "$operator/ssh_config" >"$operator/bin/$name"
  done
  chmod 755 "$operator"/bin/*
  printf '127.0.0.1 localhost\n' >"$operator/hosts"
  for name in "${!address_of[@]}"; do printf '%s %s\n' "${address_of[$name]}" "$name"; done >>"$operator/hosts"
}

# as_operator COMMAND…: in the operator's network, with the operator's ssh and names of hosts, and nothing of this shell's environment.
as_operator() {
  # shellcheck disable=SC2016 # for the inner shell
  there ops unshare --mount env -i "PATH=$operator/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" "HOME=$operator/home" \
    LANG=C.UTF-8 TERM=dumb \
    sh -c 'mount --bind "$1" /etc/hosts && shift && exec "$@"' - "$operator/hosts" "$@"
}
