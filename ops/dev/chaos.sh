# shellcheck shell=bash
# ./dev chaos: kills at random in a private stack of the published programs, and a judgement of what is left.

chaos() {
  local -a options=()
  while (($# > 0)); do
    case $1 in
      --seed | --kills | --minutes)
        [[ ${2-} =~ ^[0-9]+$ ]] || die "$1 needs a number." './dev help chaos'
        options+=("$1" "$2")
        shift
        ;;
      --keep) options+=("$1") ;;
      *) die "./dev chaos takes no '$1'." './dev help chaos' ;;
    esac
    shift
  done
  install build stack demo
  publish_programs
  task 'build the harness' "$logs/build-chaos.log" dotnet build "$root/tests/HighPerf.Chaos" -c Release --nologo -v:minimal ||
    die 'the build failed.' "Log: $logs/build-chaos.log"
  head_line 'Chaos'
  HIGHPERF_BIN_DIR=$published exec "$root/tests/HighPerf.Chaos/bin/Release/net10.0/HighPerf.Chaos" "${options[@]}"
}
