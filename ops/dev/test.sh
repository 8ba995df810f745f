# shellcheck shell=bash
# ./dev test: everything there is to test, one summary, one exit code.

tests_passed=0 tests_failed=0 tests_complete=false

run_tests() {
  local filter='' postgres_17=false argument results=$root/artifacts/test-results
  adopt_orphans "$@"
  trap report_tests EXIT
  for argument in "$@"; do
    case $argument in
      --full) export HIGHPERF_TEST_FULL=1 ;;
      --postgres-17) postgres_17=true ;;
      -*) die "./dev test takes no '$argument'." './dev help test' ;;
      *) filter=$argument ;;
    esac
  done
  install build stack test baseline
  if [[ $postgres_17 == true ]]; then use_postgres_17; fi
  publish_programs "${programs[@]}" hpload
  if [[ ${HIGHPERF_TEST_FULL-} == 1 ]]; then publish_release; fi
  head_line 'Build'
  install_npm_packages "${npm_directories[@]}"
  build
  no_warnings "$logs/build.log" || die 'the build has warnings, and a warning is an error.' "Log: $logs/build.log"
  rm -rf "$results"
  if [[ -z $filter ]]; then check_scripts; check_workflows; fi
  if [[ -z $filter && ${HIGHPERF_TEST_FULL-} == 1 ]]; then check_one_file; fi
  run_projects "$filter" "$results"
  check_nothing_is_left
  tests_complete=true
}

# The final line comes whatever happens. What ended before its end has failed.
report_tests() {
  local name
  trap - EXIT
  if [[ $tests_complete != true ]]; then tests_failed=$((tests_failed + 1)); fi
  if ((tests_passed + tests_failed == 0)); then tests_failed=1 && say 'No test ran.'; fi
  head_line 'Tested'
  for name in "${programs[@]}" hpload; do if [[ -x $published/$name ]]; then say "  $(binary_line "$name")"; fi; done
  say "$tests_passed passed, $tests_failed failed"
  ((tests_failed == 0)) || exit 1
  exit 0
}

# Orphans of this run become children of this shell (PR_SET_CHILD_SUBREAPER), so that what outlives it can be seen.
adopt_orphans() {
  local prctl=157
  if [[ ${HIGHPERF_DEV_ADOPTS-} == "$$" ]] || ! command -v perl >/dev/null; then return; fi
  if [[ $(uname -m) == aarch64 ]]; then prctl=167; fi
  # perl keeps the process id over exec: the mark tells the next ./dev that it is the one that adopts.
  if [[ $assume_yes == true ]]; then set -- --yes "$@"; fi
  HIGHPERF_DEV_ADOPTS=$$ exec perl -e "syscall($prctl, 36, 1, 0, 0, 0) == 0 or warn \"prctl: \$!\n\"; exec @ARGV" "$root/dev" test "$@"
}

# ./dev build, and what ./dev test begins with.
build() {
  install build
  task 'build the solution' "$logs/build.log" build_solution || die 'the build failed.' "Log: $logs/build.log"
}

# With a compiler server of its own (half the time), which ends with the build.
build_solution() {
  local -a shared=()
  local result=0
  if [[ ${HIGHPERF_DEV_ADOPTS-} == "$$" ]]; then shared=(-p:UseSharedCompilation=true "-p:SharedCompilationId=highperf-$$"); fi
  dotnet build "$root/HighPerf.sln" -c Release --nologo -v:minimal "${shared[@]}" || result=$?
  find_children VBCSCompiler
  if ((${#children[@]} > 0)); then kill "${children[@]}" 2>/dev/null || true; fi
  rm -f "${TMPDIR:-/tmp}/highperf-$$" # its socket
  return "$result"
}

npm_directories=(tests/browser tests/workflows bench/rivals/load)

# install_npm_packages DIRECTORY…: what each one's lock file names, when that has changed.
install_npm_packages() {
  local directory lock stamp installed
  # Node brings its own list of authorities: what this machine trusts besides (a company's proxy), npm trusts too.
  if [[ -z ${NODE_EXTRA_CA_CERTS-} && -r /etc/ssl/certs/ca-certificates.crt ]]; then export NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt; fi
  for directory in "$@"; do
    lock=$root/$directory/package-lock.json installed=$root/$directory/node_modules/.highperf.stamp
    if [[ ! -e $lock ]]; then continue; fi
    stamp=$(short_hash "$lock")
    if [[ $(cat "$installed" 2>/dev/null) == "$stamp" ]]; then continue; fi
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 task "npm ci in $directory" "$logs/npm-${directory//\//-}.log" \
      npm ci --prefix "$root/$directory" --no-audit --no-fund || die 'npm ci failed.' "Log: $logs/npm-${directory//\//-}.log"
    printf '%s\n' "$stamp" >"$installed"
  done
}

check_scripts() {
  local start passed=0 failed=0 script
  local -a scripts
  head_line 'Scripts (shellcheck)'
  start=$(now_ms)
  cd "$root" || return
  mapfile -t scripts < <(printf '%s\n' dev .ci/run load/baseline/{install,run} ops/deploy/{hpdeploy,hpctl} ops/backup/{highperf-backup,highperf-restore,run-sql} &&
    find ops tests bench load -name node_modules -prune -o -name '*.sh' -print 2>/dev/null)
  for script in "${scripts[@]}"; do
    if shellcheck -x "$script"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
  done
  count_result 'scripts' "$passed" "$failed" 0 "$start"
}

# run_projects FILTER RESULTS: one after the other: the tests of two projects on two cores disturb each other's times.
run_projects() {
  local filter=$1 results=$2 project name log start total passed status ran=0 hang=15m
  if [[ ${HIGHPERF_TEST_FULL-} == 1 ]]; then hang=90m; fi # a campaign is one test
  local -a options=(--no-build -c Release --nologo --blame-hang-timeout "$hang" --blame-hang-dump-type none)
  if [[ $filter == *[=~]* ]]; then options+=(--filter "$filter"); elif [[ -n $filter ]]; then options+=(--filter "FullyQualifiedName~$filter"); fi
  head_line 'Tests'
  for project in "$root"/tests/*.Tests/*.csproj; do
    name=$(basename "$project" .csproj) log=$logs/test-$name.log status=0 start=$(now_ms)
    quiet=true task "$name" "$log" dotnet test "$project" "${options[@]}" --results-directory "$results/$name" \
      --logger "trx;LogFileName=$name.trx" --logger 'console;verbosity=minimal' >/dev/null || status=$?
    read -r total passed < <(trx_counts "$results/$name")
    if [[ -n $filter && $total == 0 && $status == 0 ]]; then continue; fi
    ran=$((ran + 1))
    report_project "$name" "$log" "$total" "$passed" "$status" "$start"
  done
  if ((ran == 0)); then say "  no test's name contains '$filter'" && tests_failed=$((tests_failed + 1)); fi
}

# trx_counts DIRECTORY: "TOTAL PASSED" over its result files.
trx_counts() {
  local total=0 passed=0 counters
  while read -r counters; do
    [[ $counters =~ \ total=\"([0-9]+)\" ]] && total=$((total + BASH_REMATCH[1]))
    [[ $counters =~ \ passed=\"([0-9]+)\" ]] && passed=$((passed + BASH_REMATCH[1]))
  done < <(find "$1" -name '*.trx' -exec grep -oh '<Counters [^>]*>' {} + 2>/dev/null)
  printf '%s %s\n' "$total" "$passed"
}

# All that is not passed has failed: skipped tests too, an empty project, and a host that ended in the middle.
report_project() {
  local name=$1 log=$2 total=$3 passed=$4 status=$5 start=$6 skipped failed
  skipped=$(grep -c '^ *Skipped ' "$log" || true)
  failed=$((total - passed))
  if ((total == 0 && status == 0)); then
    failed=1
    say "  $name: no test ran"
  elif ((status != 0 && failed == 0)); then
    failed=1
    say "  $name: the test host ended with status $status"
    tail_of "$log"
  fi
  if ((failed > 0)); then show_failures "$log"; fi
  count_result "$name" "$passed" "$failed" "$skipped" "$start"
}

# What the console logger says of each: some lines only, without the framework's own frames.
show_failures() {
  grep -vE '^(\[xUnit|Data collector|Results File| *at System\.(Reflection|Runtime))' "$1" | cut -c1-240 |
    awk '/^ *(Failed|Skipped) [^ ]/ { lines = 14 } /^ *$/ { lines = 0 } lines-- > 0 { print "  | " $0 }' || true
}

# count_result TEXT PASSED FAILED SKIPPED START
count_result() {
  local text
  text=$(printf '%-32s %4d passed' "$1" "$2")
  tests_passed=$((tests_passed + $2)) tests_failed=$((tests_failed + $3))
  if (($3 > 0)); then text+=", $3 failed"; fi
  if (($4 > 0)); then text+=" ($4 of them skipped)"; fi
  if (($3 > 0)); then fail_line "$text" "$(since "$5")"; else done_line "$text" "$(since "$5")"; fi
}

# No server outlives the tests: what does is named, ended, and counted as a failure.
check_nothing_is_left() {
  local deadline pid
  if [[ ${HIGHPERF_DEV_ADOPTS-} != "$$" ]]; then return; fi
  deadline=$(($(now_ms) + 5000))
  find_children
  while ((${#children[@]} > 0 && $(now_ms) < deadline)); do sleep 0.2 && find_children; done
  if ((${#children[@]} == 0)); then count_result 'nothing outlives the tests' 1 0 0 "$(now_ms)"; return; fi
  for pid in "${children[@]}"; do say "  left over: $pid $(tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | cut -c1-150)"; done
  count_result 'nothing outlives the tests' 0 1 0 "$(now_ms)"
  while ((${#children[@]} > 0)); do
    kill -KILL "${children[@]}" 2>/dev/null || true
    sleep 0.1
    find_children # the orphans of those just ended
  done
}

# find_children [WORD]: those whose command line has WORD; into $children, without a subshell, which would be one.
find_children() {
  local file stat pid
  children=()
  for file in /proc/[0-9]*/stat; do
    { IFS= read -r stat <"$file"; } 2>/dev/null || continue
    pid=${stat%% *} stat=${stat##*) }
    if [[ $stat == [!Z]" $$ "* ]] && { [[ -z ${1-} ]] || grep -qs "$1" "/proc/$pid/cmdline"; }; then children+=("$pid"); fi
  done
}
