#!/usr/bin/env bash
# postgres-17.sh TREE: PostgreSQL 17 of Debian 13 in a tree of its own, made to run on this system (root; debootstrap, patchelf).
# Its server programs are then in TREE/usr/lib/postgresql/17/bin and use the libraries of TREE, of which the rest is not touched.
set -euo pipefail

tree=$1
if [[ -e $tree/ready ]]; then exit; fi
rm -rf "$tree"
mkdir -p "$tree"
debootstrap --variant=minbase --include=postgresql-17 trixie "$tree"
loader=$(readlink -f "$tree"/lib64/ld-linux-*.so.* "$tree"/lib/ld-linux-*.so.* 2>/dev/null | head -n 1)
libraries=$(dirname "$loader")
for program in postgres initdb pg_ctl psql pg_isready; do
  file=$(readlink -f "$tree/usr/lib/postgresql/17/bin/$program")
  patchelf --set-interpreter "$loader" --force-rpath --set-rpath "$libraries" "$file"
done
"$tree/usr/lib/postgresql/17/bin/postgres" --version
touch "$tree/ready"
