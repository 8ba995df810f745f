# shellcheck shell=bash
# ./dev capacity: a campaign of capacity-planning/, and the report that is made of its raw files.

capacity() {
  local quick=false resume=false out=$root/capacity-planning/runs/full report=$root/capacity-planning/REPORT.md
  local -a options=() as_root=() reports=()
  while (($# > 0)); do
    case $1 in
      --quick) quick=true ;;
      --resume) resume=true ;;
      *) die "./dev capacity takes no '$1'." './dev help capacity' ;;
    esac
    shift
  done
  require_sdk
  head_line 'Capacity'
  task 'build highperf-capacity' "$logs/build-capacity.log" dotnet build "$root/capacity-planning/HighPerf.Capacity" -c Release --nologo -v:minimal ||
    die 'the build failed.' "Log: $logs/build-capacity.log"
  # First of all: the report is what the committed raw files say, or this ends here.
  if [[ $quick == true && -d $out ]]; then capacity_report "$out" "$report" || exit; fi
  capacity_root
  install build stack demo baseline
  publish_release
  if [[ $quick == true ]]; then
    if [[ ! -d $out ]]; then reports+=("$report"); fi # there is nothing better to make it of
    options=(--quick) out=$root/artifacts/capacity/quick
    reports+=("$out/REPORT.md")
  else
    reports+=("$report")
  fi
  if [[ $resume == true ]]; then options+=(--resume); fi
  capacity_run
  for report in "${reports[@]}"; do capacity_report "$out" "$report"; done
}

# A machine of the plan's size is a control group, which only root makes. Sets the caller's $as_root.
capacity_root() {
  if ((EUID == 0)); then return; fi
  if ! command -v sudo >/dev/null || ! ask 'A campaign needs root (control groups). Run it with sudo?'; then
    die 'a campaign needs root: it puts servers into control groups.' 'As root: ./dev capacity; with sudo and no question: ./dev capacity --yes'
  fi
  if [[ -t 0 ]]; then sudo -v || die 'sudo refused.'; fi
  # git, as root, looks into no working copy of somebody else's unless it is told to.
  as_root=(sudo -n env "PATH=$PATH" "DOTNET_ROOT=${DOTNET_ROOT-}" DOTNET_CLI_TELEMETRY_OPTOUT=1
    "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=${DOTNET_SYSTEM_GLOBALIZATION_INVARIANT-}" GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory "GIT_CONFIG_VALUE_0=$root")
}

capacity_tool() { dotnet "$root/capacity-planning/HighPerf.Capacity/bin/Release/net10.0/highperf-capacity.dll" "$@"; }

# capacity_report RUNS FILE
capacity_report() {
  head_line "Report (${2#"$root"/}, of ${1#"$root"/})"
  capacity_tool report --runs "$1" --out "$2"
}

# Into the caller's $out, with its $options and as its $as_root.
capacity_run() {
  local result=0
  head_line "Campaign (${out#"$root"/})"
  mkdir -p "${out%/*}"
  cd "$root" || return
  "${as_root[@]}" dotnet "$root/capacity-planning/HighPerf.Capacity/bin/Release/net10.0/highperf-capacity.dll" run \
    --binaries "$root/artifacts/release" --out "$out" "${options[@]}" || result=$?
  # The raw files are there either way; that they are root's, when sudo refuses by now, is no failure of the campaign.
  if ((${#as_root[@]} > 0)); then sudo -n chown -R "$(id -u):$(id -g)" "$out" "$root/artifacts/clips" 2>/dev/null || true; fi
  if ((result > 0)); then exit "$result"; fi
}
