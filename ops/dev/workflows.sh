# shellcheck shell=bash
# The workflows of .github/workflows: are they YAML as a person writes it (yamllint), and what GitHub takes for a workflow (action-validator: its
# schema, that jobs wait for jobs that are there, that patterns of paths meet something)? For ./dev test.

workflow_rules='{extends: default, rules: {
  line-length: {max: 150}, document-start: disable, truthy: {check-keys: false},
  comments: {min-spaces-from-content: 1}, braces: {max-spaces-inside: 1}}}'

check_workflows() {
  local start passed=0 failed=0 workflow
  head_line 'Workflows (yamllint, action-validator)'
  start=$(now_ms)
  cd "$root" || return
  for workflow in .github/workflows/*.yml; do
    if yamllint --strict -d "$workflow_rules" "$workflow" && is_workflow "$workflow"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
  done
  # What is no workflow must not pass, or the look above has seen nothing: a step that is two, and a job that waits for none that is there.
  printf '%s\n' 'on: push' 'jobs: {one: {runs-on: ubuntu-24.04, needs: [two], steps: [{run: a, uses: b/c@v1}]}}' >"$logs/no-workflow.yml"
  if is_workflow "$logs/no-workflow.yml" >/dev/null 2>&1; then
    say '  what is no workflow was taken for one'
    failed=$((failed + 1))
  fi
  count_result 'workflows' "$passed" "$failed" 0 "$start"
}

# is_workflow FILE. The schema is older than a permission that releases need: it is looked at without that line.
is_workflow() {
  sed '/^ *attestations: write$/d' "$1" >"$logs/workflow.yml"
  node "$root/tests/workflows/node_modules/@action-validator/cli/cli.mjs" "$logs/workflow.yml"
}
