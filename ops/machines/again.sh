# shellcheck shell=bash
# again: the same deploys a second time. Nothing is changed, nothing is restarted, and it says so.

step_again() {
  local role
  invocations >"$state/before"
  for role in files worker web; do proved "hpdeploy $role a second time" again_nothing "$role"; done
  proved 'no unit was restarted (InvocationID)' again_not_restarted
  proved 'hpdeploy database a second time' hpdeploy database worker --secrets "$site_secrets" --admin "$operator/admin-url"
  proved 'hpdeploy secrets a second time' site_secrets_sent
  proved 'and none by that' again_not_restarted
}

again_nothing() {
  local before after
  before=$(again_files "$1")
  hpdeploy "$1" "$1" --binaries "$(release_of first)"
  grep -qi 'nothing to change' "$said" || fail "it does not say that there was nothing to change: $(tail -n 2 "$said" | paste -sd' ')"
  after=$(again_files "$1")
  if [[ $after != "$before" ]]; then
    fail "it wrote $(comm -13 <(sort <<<"$before") <(sort <<<"$after") | awk '{ print $NF }' | head -n 3 | paste -sd' ')"
  fi
  detail='nothing to change'
}

# again_files MACHINE: what was deployed, with its times.
again_files() {
  (cd "$state/machines/$1/upper" && find opt etc usr/local -newer "$site_file" \( -type f -o -type l \) -printf '%T@ %p\n' 2>/dev/null | sort -k 2) || true
}

again_not_restarted() {
  local restarted
  restarted=$(restarted_since)
  [[ -z $restarted ]] || fail "restarted: $restarted"
  detail="$(wc -l <"$state/after") units"
}
