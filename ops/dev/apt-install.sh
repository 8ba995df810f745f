#!/usr/bin/env bash
# Run as root by ./dev: installs Debian packages, and leaves the services they bring stopped and disabled.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive

policy=/usr/sbin/policy-rc.d
no_cluster=/etc/postgresql-common/createcluster.d/highperf-dev.conf
services=(postgresql redis-server nginx prometheus prometheus-alertmanager nfs-ganesha openssh-server)
made=()
fresh=()

cleanup() { if ((${#made[@]} > 0)); then rm -f "${made[@]}"; fi; }
trap cleanup EXIT

for service in "${services[@]}"; do
  if [[ " $* " == *" $service "* ]] && ! dpkg-query -W -f='${db:Status-Status}' "$service" 2>/dev/null | grep -qx installed; then
    fresh+=("$service")
  fi
done

# 101 = "action forbidden by policy": packages do not start their services while this is here.
if [[ ! -e $policy ]]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  made+=("$policy")
fi
mkdir -p "${no_cluster%/*}"
echo 'create_main_cluster = false' >"$no_cluster"
made+=("$no_cluster")

apt-get -o DPkg::Lock::Timeout=300 update
apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@"

if command -v systemctl >/dev/null; then
  for service in "${fresh[@]}"; do systemctl disable "${service/openssh-server/ssh}" || true; done
fi
