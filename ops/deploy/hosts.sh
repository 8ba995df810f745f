# shellcheck shell=bash
# What hpdeploy does with hosts: one tar stream over ssh brings remote.sh and all it needs, whatever it is for.

IFS=' ' read -r -a ssh_command <<<"${HPDEPLOY_SSH:-ssh -o ConnectTimeout=10 -o ServerAliveInterval=10 -o ServerAliveCountMax=3}"

# For a POSIX shell there. The directory is root's alone; remote.sh removes it, and so does a stream that was cut off (it has no end).
# shellcheck disable=SC2016 # for the shell over there
unpack='if [ "$(id -u)" = 0 ]; then as=; else as="sudo -n"; fi
exec $as bash -c '\''
  umask 077
  if [ "$1" = programs ]; then mkdir -p -m 0755 /opt/highperf && in=/opt/highperf/.incoming; else in=/run/highperf; fi
  d=$(mktemp -d "$in.XXXXXXXX") || exit 1
  if ! tar -xf - -C "$d" --no-same-owner || [ ! -e "$d/end" ]; then rm -rf "$d"; echo "what hpdeploy sent did not arrive whole" >&2; exit 1; fi
  exec bash "$d/remote.sh"
'\'' hpdeploy '

# stage: an empty $stage, and in it $files.
stage() {
  stage=$scratch/stage files=$scratch/stage/files
  rm -rf "$stage" && mkdir -p "$files"
  cp "$here/remote.sh" "$ops/dev/ui.sh" "$stage/"
  cp -R "$here/remote" "$stage/remote"
}

# job NAME VALUE…: what remote.sh is to know, in pairs.
job() {
  while (($# > 1)); do printf '%s=%q\n' "$1" "$2" && shift 2; done >>"$stage/job"
}

# on HOST [programs]: sends what is staged and runs it there; its status is the status over there, 255 when the connection failed.
on() {
  local status=0
  local -a names=("$stage"/*)
  : >"$stage/end" # comes last: a stream without it is not whole
  # Who refuses early reads no more: what tar says of that is no news.
  { tar -C "$stage" -cf - "${names[@]##*/}" end 2>/dev/null || true; } | "${ssh_command[@]}" "$1" "$unpack${2-small}" || status=$?
  return "$status"
}

program_of() {
  case $1 in
    web) echo highperf-api ;;
    worker) echo highperf-worker ;;
    files) echo hpctl ;;
  esac
}

# Which programs, for what machine, and what they are called.
find_programs() {
  local name
  program=$(program_of "$role")
  programs=("$program")
  if [[ $program != hpctl ]]; then programs+=(hpctl); fi
  for name in "${programs[@]}"; do
    [[ -x $binaries/$name ]] || die "there is no program $binaries/$name." './dev publish makes them; --binaries names another directory.'
  done
  sums=$(cd "$binaries" && sha256sum "${programs[@]}") || die "the programs in $binaries cannot be read."
  if [[ -z $version ]]; then version=${sums:0:12}; fi
  [[ $version =~ ^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$ ]] || die "'$version' is no name for a version." 'Letters, digits, dots, dashes.'
  # e_machine of the ELF header.
  case $(od -An -tu2 -j18 -N2 "$binaries/$program" | tr -d ' ') in
    62) machine=x86_64 ;;
    183) machine=aarch64 ;;
    *) die "$binaries/$program is no program for Linux on x86-64 or arm64." ;;
  esac
}

deploy_all() {
  local host
  read_site
  find_programs
  if [[ $dry_run == false ]]; then
    ask "$role $version to ${hosts[*]}?" || die 'nothing was done.' 'Without a terminal: --yes. To see what would be done: --dry-run.'
  fi
  # One after the other: what fails on the first is not tried on the second.
  for host in "${hosts[@]}"; do deploy_to "$host"; done
}

# for_role VERB: the job of a role's host.
for_role() {
  job verb "$1" role "$role" program "$program" version "$version" machine "$machine" sums "$sums" keep "$keep" ready "$ready" dry_run "$dry_run" \
    tls "${site[TLS]}" storage "${site[STORAGE]}" passed_on "${passed_on[*]-}" bold "$bold" dim "$dim" red "$red" green "$green" reset "$reset"
}

deploy_to() {
  local host=$1 answer status=0 send=small
  head_line "$role $version on $host"
  stage
  for_role check
  job now "$(date +%s)"
  answer=$(on "$host") || status=$?
  ended "$host" "$status"
  stage
  for_role deploy
  make_files "$role"
  if [[ $answer == *programs=missing* && $dry_run == false ]]; then
    mkdir "$stage/programs"
    (cd "$binaries" && cp "${programs[@]}" "$stage/programs/")
    send=programs
  fi
  on "$host" "$send" || status=$?
  if ((status == 255)); then
    die "the connection to $host broke." 'If it had begun, it goes on there by itself, to its end or back: hpdeploy status, and the log in /var/log/highperf.'
  fi
  ended "$host" "$status"
}

# ended HOST STATUS: with one that is not 0 so do we; the host has said why.
ended() {
  if (($2 == 0)); then return; fi
  if (($2 == 255)); then die "no connection to $1." "Does '${ssh_command[0]} $1 true' work?"; fi
  exit "$2"
}

rollback_all() {
  local host status
  if [[ $dry_run == false ]]; then ask "Back to the version before, $role on ${hosts[*]}?" || die 'nothing was done.' 'Without a terminal: --yes'; fi
  for host in "${hosts[@]}"; do
    head_line "rollback of $role on $host"
    stage
    job verb rollback role "$role" program "$(program_of "$role")" keep "$keep" ready "$ready" dry_run "$dry_run" \
      bold "$bold" dim "$dim" red "$red" green "$green" reset "$reset"
    status=0
    on "$host" || status=$?
    ended "$host" "$status"
  done
}

status_of() {
  local status=0
  head_line "$1"
  stage
  job verb status bold "$bold" dim "$dim" red "$red" green "$green" reset "$reset"
  on "$1" || status=$?
  ended "$1" "$status"
}

# logs_of HOST: with a terminal there if we have one, so that an interrupt ends journalctl as well.
logs_of() {
  local -a units options=("${log_options[@]}") tty=()
  local command
  case $role in
    web) units=('highperf-api@*' 'highperf-migrate@*' highperf-verify highperf-certificate nginx) ;;
    worker) units=(highperf-worker 'highperf-migrate@*' redis-server) ;;
    files) units=(highperf-backup nfs-server) ;;
  esac
  if ((${#options[@]} == 0)); then options=(-n 100); fi
  if [[ -t 0 && -t 1 ]]; then tty=(-t); fi
  printf -v command '%q ' "${units[@]/#/--unit=}" "${options[@]}"
  # shellcheck disable=SC2029 # made here, for the shell over there
  "${ssh_command[@]}" "${tty[@]}" "$1" "if [ \"\$(id -u)\" = 0 ]; then as=; else as='sudo -n'; fi; exec \$as journalctl --no-pager $command"
}
