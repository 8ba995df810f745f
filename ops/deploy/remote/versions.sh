# shellcheck shell=bash
# /opt/highperf/ROLE/versions/VERSION, and three links: current, what runs; previous, what a rollback goes to; next, what is being tried.

# version_at LINK
version_at() {
  local target
  target=$(readlink "$home/$1" 2>/dev/null) || return 0
  printf '%s' "${target#versions/}"
}

# point LINK VERSION: by rename, so that it always names one or the other; without a version it goes.
point() {
  if [[ -z $2 ]]; then rm -f "$home/$1"; return; fi
  ln -sfn "versions/$2" "$home/.$1" && mv -T "$home/.$1" "$home/$1"
}

has_programs() { (cd "$home/versions/$version" 2>/dev/null && sha256sum --check --status --strict) <<<"$sums"; }

# put_programs: checked by their sums before they have a name.
put_programs() {
  local target=$home/versions/$version
  if has_programs; then return; fi
  if [[ $dry_run == true ]]; then change "write $target"; return; fi
  # One name is one program, for ever: who goes back to it is to find what was there.
  if [[ -e $target/$program ]] && ! grep -F "  $program" <<<"$sums" | (cd "$target" && sha256sum --check --status); then
    turn_back "version $version is here already, with another $program: choose another --version"
  fi
  change "write $target" store_programs "$target" || turn_back 'the programs did not arrive as they were sent'
}

store_programs() {
  local target=$1 file
  (cd "$here/programs" && sha256sum --check --strict <<<"$sums" && printf '%s\n' "$sums" >SHA256SUMS) || return
  chmod 0755 "$here/programs" && chown -R root:root "$here/programs" || return
  find "$here/programs" -type f -exec chmod 0755 {} + && chmod 0644 "$here/programs/SHA256SUMS" || return
  mkdir -p "$home/versions"
  sync -f "$here/programs"
  if [[ ! -e $target ]]; then mv -T "$here/programs" "$target"; return; fi
  # The same program with another hpctl beside it.
  for file in "$here/programs"/*; do mv -f "$file" "$target/" || return; done
}

# It starts at all on this machine.
try_program() { "$home/versions/$version/$program" --version; }

# migrate: once for each version, where the owner's password is; before anything of the new version runs.
migrate() {
  local mark=$home/versions/$version/.migrated
  if [[ $role == files ]]; then return; fi
  if [[ ! -s $secrets_root/migrate/database-url ]]; then
    note '  note  no migrate-url on this host: the schema is brought up to date from the one that has it'
    return
  fi
  if [[ -e $mark ]] && ! has_changed /usr/local/lib/highperf/grants.sql; then return; fi
  change 'migrate the database' run_migrations "$mark"
}

run_migrations() {
  if systemctl start "highperf-migrate@$role.service"; then touch "$1"; return; fi
  journalctl -u "highperf-migrate@$role.service" -n 15 -o cat --no-pager
  return 1
}

# remove_versions: all but the last $keep, and those that are named or run.
remove_versions() {
  local name needed unit
  needed=" $version $(version_at current) $(version_at previous) "
  for unit in $(units_of "$role"); do needed+="$(running_version "$unit") "; done
  # shellcheck disable=SC2012 # names are ours, and ls sorts by time
  ls -1t "$home/versions" | tail -n "+$((keep + 1))" | while read -r name; do
    if [[ $needed != *" $name "* ]]; then rm -rf "${home:?}/versions/$name"; fi
  done
}
