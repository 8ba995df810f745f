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
  local before
  before=$(again_files "$1")
  hpdeploy "$1" "$1" --binaries "$(release_of first)"
  grep -qi 'nothing to change' "$said" || fail "it does not say that there was nothing to change: $(tail -n 2 "$said" | paste -sd' ')"
  [[ $(again_files "$1") == "$before" ]] || fail "it wrote $(diff <(printf '%s\n' "$before") <(again_files "$1") | grep '^>' | awk '{ print $NF }' | head -n 3 | paste -sd' ')"
  detail='nothing to change'
}

# again_files MACHINE: what was deployed, with its times.
again_files() {
  (cd "$state/machines/$1/upper" && find opt etc usr/local -newer "$site_file" \( -type f -o -type l \) -printf '%T@ %p\n' 2>/dev/null | sort -k 2) || true
}

again_not_restarted() {
  invocations >"$state/after"
  diff "$state/before" "$state/after" || fail "restarted: $(diff "$state/before" "$state/after" | awk '$1 == ">" { print $2 }' | paste -sd' ')"
  detail="$(wc -l <"$state/after") units"
}
