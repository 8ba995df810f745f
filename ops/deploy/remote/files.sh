# shellcheck shell=bash
# The files of a role: written where they differ, taken away where they are no longer wanted, put back when the deploy fails.

changes=0
changed=() # their paths, from / on
kept=$here/kept # what was there before

# change TEXT COMMAND…: one step that changes the host; in a dry run only said. What the command says is shown when it fails.
change() {
  local text=$1 start out=$here/step.log
  shift
  changes=$((changes + 1))
  if [[ $dry_run == true ]]; then note "  would   $text"; return; fi
  start=$(now_ms)
  if "$@" >"$out" 2>&1; then done_line "$text" "$(since "$start")"; return; fi
  fail_line "$text" "$(since "$start")"
  tail_of "$out"
  return 1
}

# put_files: all of $here/files, and the list of them, by which those of a former deploy that are no longer wanted are known.
put_files() {
  local path
  while IFS= read -r path; do
    if cmp -s "$here/files$path" "$path" && [[ $(stat -c %a "$here/files$path") == "$(stat -c %a "$path")" ]]; then continue; fi
    keep_old "$path"
    changed+=("$path")
    change "write $path" write_file "$path" || return
  done < <(find "$here/files" -type f -printf '/%P\n' | sort)
  while IFS= read -r path; do
    if [[ -e $here/files$path || ! -e $path ]]; then continue; fi
    keep_old "$path"
    changed+=("$path")
    change "remove $path" rm -f "$path" || return
  done < <(cat "$home/installed" 2>/dev/null)
}

# remember_files: the list, once they are there for good; one that says the same stays as it is.
remember_files() {
  local list
  if [[ $dry_run == true ]]; then return; fi
  list=$(find "$here/files" -type f -printf '/%P\n' | sort)
  if [[ $list != "$(cat "$home/installed" 2>/dev/null)" ]]; then printf '%s\n' "$list" >"$home/installed"; fi
}

write_file() {
  mkdir -p "${1%/*}" && cp "$here/files$1" "$1.highperf-new" && chmod "$(stat -c %a "$here/files$1")" "$1.highperf-new" && mv -f "$1.highperf-new" "$1"
}

keep_old() {
  if [[ $dry_run == true ]]; then return; fi
  mkdir -p "$kept${1%/*}"
  if [[ -e $1 ]]; then cp -a "$1" "$kept$1"; fi
}

# undo_files: as they were, with their times, so that who started after them is not taken for older.
undo_files() {
  local path
  for path in "${changed[@]}"; do
    if [[ -e $kept$path ]]; then cp -a "$kept$path" "$path.highperf-new" && mv -f "$path.highperf-new" "$path"; else rm -f "$path"; fi
  done
  changed=()
  systemctl daemon-reload
}

# has_changed PATTERN: whether one of the paths matches.
has_changed() {
  local path
  for path in "${changed[@]}"; do
    # shellcheck disable=SC2053 # a pattern is wanted
    if [[ $path == $1 ]]; then return 0; fi
  done
  return 1
}
