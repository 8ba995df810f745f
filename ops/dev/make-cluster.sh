#!/usr/bin/env bash
# make-cluster.sh BIN DATA: initdb into DATA/cluster, as the user PostgreSQL will run as. The superuser's password comes
# through standard input, so that it is on no command line. DATA/PG_VERSION appears when the cluster is complete.
set -euo pipefail
bin=$1 data=$2
umask 077
rm -rf "$data/cluster"
trap 'rm -f "$data/password"' EXIT
cat >"$data/password"
"$bin/initdb" -D "$data/cluster" -U postgres --pwfile="$data/password" --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-instructions
cp "$data/cluster/PG_VERSION" "$data/"
