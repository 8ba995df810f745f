# shellcheck shell=bash
# ./dev measure: sizes by package, start-up beside a bare program, idle memory, the worker that ships. Each has a limit or is there to be read.

start_rounds=20
start_limit=2.5 # times the bare program's
idle_limit_mb=80
idle_seconds=5
version_limit=2 # times the bare program's
worker_limit_mb=40

measure() {
  local name failed=0 was_up=true
  if ! runs api || ! runs worker; then was_up=false; fi
  up
  head_line 'Measuring tools'
  quiet=true publish_one highperf-hello
  sizes_tool build

  head_line 'Size by assembly (ILCompiler statistics of these very binaries)'
  for name in "${programs[@]}"; do
    sizes_tool sizes "$published/$name" "$published/symbols/$name.mstat" "$published/symbols/$name.assets.json"
  done

  head_line "Start to the first 200 of /health/live ($start_rounds starts each, taking turns, after one to warm up)"
  with_settings sizes_tool starts "$start_rounds" "$start_limit" "$published/highperf-hello" "$published/highperf-api" || failed=1

  head_line "Resident memory, fresh and idle for $idle_seconds s (VmRSS of /proc/PID/status)"
  measure_idle || failed=1

  measure_shipped || failed=1

  head_line 'Hot functions, as published: time, and bytes against bench/budgets.json'
  quiet=true publish_one highperf-bench-aot
  "$published/highperf-bench-aot" --budgets "$root/bench/budgets.json" || failed=1

  if [[ $was_up == false ]]; then down; fi
  if ((failed > 0)); then die 'a limit is missed.'; fi
  say 'All limits are kept.'
}

# What ships: what it needs of a machine, its size, and what a child process costs to start.
measure_shipped() {
  local worker=$root/artifacts/release/highperf-worker bytes libraries verdict=PASS result=0
  publish_release
  quiet=true publish_one highperf-bare
  head_line 'The worker that ships (artifacts/release/highperf-worker)'
  bytes=$(size_of "$worker")
  if ((bytes > worker_limit_mb * 1000000)); then verdict=FAIL result=1; fi
  printf '  size %s, limit %d MB: %s\n' "$(megabytes "$bytes")" "$worker_limit_mb" "$verdict"
  libraries=$(libraries_of "$worker")
  verdict=PASS
  if [[ $libraries != "$c_library_alone" ]]; then verdict=FAIL result=1; fi
  printf '  ldd: %s: %s\n' "$libraries" "$verdict"
  sizes_tool runs "$start_rounds" "$version_limit" "$published/highperf-bare" "$worker" --version || result=1
  return "$result"
}

sizes_tool() {
  local tool=$root/artifacts/build/bin/HighPerf.Sizes/release/highperf-sizes.dll
  if [[ $1 == build ]]; then
    task 'build highperf-sizes' "$logs/sizes.log" dotnet build "$root/bench/HighPerf.Sizes" -c Release --nologo -v:minimal \
      --artifacts-path "$root/artifacts/build" || die 'highperf-sizes was not built.' "Log: $logs/sizes.log"
  else
    dotnet "$tool" "$@"
  fi
}

# Started anew: memory after work is another figure.
measure_idle() {
  local part bytes verdict result=0
  lock_stack
  for part in worker api; do stop_part "$part"; done
  bring_up api 'API' "$(program_stamp highperf-api)" api_answers start_api
  bring_up worker 'worker' "$(program_stamp highperf-worker)" worker_answers start_worker
  exec 9>&-
  sleep "$idle_seconds"
  for part in api worker; do
    bytes=$(memory_of "$(pid_of "$part")")
    verdict=PASS
    if ((bytes > idle_limit_mb * 1000000)); then verdict=FAIL result=1; fi
    printf '  %-8s %s, limit %d MB: %s\n' "$part" "$(megabytes "$bytes")" "$idle_limit_mb" "$verdict"
  done
  return "$result"
}
