# shellcheck shell=bash
# deploy and rollback. Whatever fails on the way is turned back, and ends with 75.

deploy() {
  old=$(version_at current) older=$(version_at previous)
  # What nobody has foreseen, too.
  trap 'unforeseen $?' EXIT
  put_files || turn_back 'a file could not be written'
  prepare || turn_back 'the host could not be prepared'
  put_programs
  if [[ $dry_run == false ]]; then
    try_program >"$here/step.log" 2>&1 || { tail_of "$here/step.log" && turn_back "$program $version does not run on this host"; }
    point next "$version"
  fi
  migrate || turn_back 'the migrations failed, and changed nothing'
  switch_units
  "settle_$role" || turn_back 'a service beside ours could not be set up'
  if [[ $dry_run == false ]]; then
    remember_files
    point next ''
    remove_versions
  fi
  trap 'rm -rf "$here"' EXIT
  sum_up
}

rollback() {
  version=$(version_at previous) old=$(version_at current) older=$(version_at previous)
  [[ -n $version ]] || die 'there is no version before this one.'
  trap 'unforeseen $?' EXIT
  note "  from $old to $version; the schema stays, and so do settings"
  if [[ $dry_run == false ]]; then point next "$version"; fi
  switch_units
  if [[ $dry_run == false ]]; then point next ''; fi
  trap 'rm -rf "$here"' EXIT
  sum_up
}

# unforeseen STATUS: at an exit that is not ours.
unforeseen() {
  if (($1 == 0)); then return; fi
  trap - EXIT
  if [[ $dry_run == false ]]; then turn_back 'it ended before its end'; fi
  rm -rf "$here"
  exit "$1"
}

sum_up() {
  if ((changes == 0)); then
    say '  nothing to change'
  elif [[ $dry_run == true ]]; then
    say "  $changes steps; nothing was done"
  else
    say "  $role $version"
  fi
}

# prepare: what must be before any program of ours can run.
prepare() {
  if has_changed '/etc/systemd/system/*'; then change 'systemctl daemon-reload' systemctl daemon-reload || return; fi
  if has_changed '/etc/sysusers.d/*' || ! id -u highperf >/dev/null 2>&1; then change 'users' systemd-sysusers || return; fi
  if has_changed '/etc/tmpfiles.d/*'; then change 'directories' systemd-tmpfiles --create /etc/tmpfiles.d/highperf*.conf || return; fi
  if [[ $dry_run == false ]]; then install -d -m 0700 "$secrets_root/$role"; fi
  if [[ $role != files && $storage == nfs ]]; then
    at_boot var-lib-highperf.mount || return
    if ! is_active var-lib-highperf.mount; then change 'mount /var/lib/highperf' systemctl start var-lib-highperf.mount || return; fi
  fi
  if [[ $role == worker ]]; then
    at_boot redis-server.service || return
    # It only rings: a restart costs a sweep period.
    if ! is_active redis-server.service || has_changed '/etc/redis/*' || has_changed '*/redis-server.service.d/*'; then
      change 'start Redis' systemctl restart redis-server.service || return
    fi
  fi
  # A mistake in it is found before anything has been touched that runs.
  if has_changed '/etc/nginx/*' && [[ $dry_run == false ]]; then
    nginx -t -q 2>"$here/step.log" || { tail_of "$here/step.log" && return 1; }
  fi
}

# at_boot UNIT…: enabled.
at_boot() {
  local unit
  for unit in "$@"; do
    if ! systemctl is-enabled --quiet "$unit" 2>/dev/null; then change "enable $unit" systemctl enable "$unit" || return; fi
  done
}

# enable_now UNIT…
enable_now() {
  local unit
  at_boot "$@" || return
  for unit in "$@"; do
    if ! is_active "$unit"; then change "start $unit" systemctl start "$unit" || return; fi
  done
}

settle_web() {
  enable_now highperf-api.target highperf-verify.timer || return
  if [[ $tls == on ]]; then enable_now highperf-certificate.timer || return; fi
  at_boot nginx.service || return
  # Limits of a process are given to it when it starts: only the first time, as a restart breaks connections and a reload does not.
  if ! is_active nginx.service || has_changed '*/nginx.service.d/*'; then change 'start nginx' systemctl restart nginx.service
  elif has_changed '/etc/nginx/*'; then change 'reload nginx' systemctl reload nginx.service; fi
}

settle_worker() { at_boot highperf-worker.service; }

settle_files() {
  if [[ $storage == nfs ]]; then
    enable_now nfs-server.service || return
    if has_changed '/etc/nfs.conf.d/*'; then change 'restart the NFS server' systemctl restart nfs-server.service || return; fi
    if has_changed '/etc/exports.d/*'; then change 'export' exportfs -ra || return; fi
  fi
  if [[ -s $secrets_root/files/database-url ]]; then enable_now highperf-backup.timer; fi
}
