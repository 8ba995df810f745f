# shellcheck shell=bash
# The lines of the report: step, what, milliseconds, how it went, between them the unit separator of ASCII, since a field may be empty. A step that
# ends before its end leaves a line that says so.

report=$state/report.tsv
doing='' doing_since=0 reason=''

# row WHAT MILLISECONDS RESULT
row() { printf '%s\x1f%s\x1f%s\x1f%s\n' "$step" "$1" "$2" "$3" >>"$report"; }

# told WHAT RESULT: a line without a time.
told() { row "$1" '' "$2"; }

# proved WHAT COMMAND…: runs it, and says how long it took. What it leaves in $detail stands behind the OK.
proved() {
  detail='' reason=''
  doing=$1 doing_since=$(now_ms)
  shift
  printf -- '--- %s\n' "$doing"
  "$@"
  row "$doing" "$(($(now_ms) - doing_since))" "OK${detail:+: $detail}"
  doing=''
}

# fail MESSAGE: ends the step.
fail() {
  reason=$1
  printf 'failed: %s\n' "$1" >&2
  exit 1
}

# On any end. A command that failed without a word is named.
step_over() {
  local status=$?
  trap - EXIT
  if ((status != 0)); then
    if [[ -n $doing ]]; then
      row "$doing" "$(($(now_ms) - doing_since))" "failed: ${reason:-$failed_command}"
    else
      row "$step" '' "failed: ${reason:-$failed_command}"
    fi
  fi
  step_cleanup
  exit "$status"
}

failed_command='it ended'
step_failed() { failed_command="line $2: $(printf '%s' "$1" | head -n 1 | cut -c1-120)"; }

# What a step must end even when it fails; steps add to it.
cleanups=()
step_cleanup() {
  local command
  for command in "${cleanups[@]}"; do "$command" || true; done
}
