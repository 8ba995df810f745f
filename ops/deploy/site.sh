# shellcheck shell=bash
# The site file, and the files of a role that are made of it.

declare -A site=(
  [STORAGE]=nfs [METRICS_FROM]=127.0.0.1 [REAL_IP_FROM]=''
  [DATABASE_PORT]=5432 [DATABASE_NAME]=highperf [DATABASE_SSLMODE]=verify-full
  [BACKUP_DIR]=/srv/backup/highperf [BACKUP_KEEP_DAYS]=14 [BACKUP_RESERVE_GIB]=5)
site_names=' PUBLIC_BASE_URL TLS WEB_ADDRESS WORKER_ADDRESS FILES_ADDRESS STORAGE METRICS_FROM REAL_IP_FROM DATABASE_HOST DATABASE_PORT DATABASE_NAME
 DATABASE_SSLMODE BACKUP_DIR BACKUP_KEEP_DAYS BACKUP_RESERVE_GIB '
site_names=${site_names//$'\n'/}
passed_on=() # settings of the programs themselves: HIGHPERF_…, VOTING_…, AWS_…, OTEL_…

# Reads NAME=VALUE lines; nothing is executed. A name that nobody knows is a typing error, and ends it here.
read_site() {
  local line name value number=0 allowed='^[A-Za-z0-9_.:,/@%+=?&; -]*$'
  [[ -r $site_file ]] || die "cannot read the site file '$site_file'." 'Make one of ops/deploy/site.example.env, and name it with --site.'
  while IFS= read -r line || [[ -n $line ]]; do
    number=$((number + 1))
    if [[ $line =~ ^[[:space:]]*(#.*)?$ ]]; then continue; fi
    [[ $line =~ ^([A-Z][A-Z0-9_]*)=(.*)$ ]] || die "$site_file:$number is no NAME=VALUE."
    name=${BASH_REMATCH[1]} value=${BASH_REMATCH[2]}
    # Values go into files of systemd, nginx and others, each with quotes of its own: none needs any.
    [[ $value =~ $allowed ]] || die "$site_file:$number: the value of $name has a character that is not allowed (no quotes are needed)."
    case $name in
      HIGHPERF_* | VOTING_* | AWS_* | OTEL_*) passed_on+=("$name=$value") ;;
      *)
        [[ $site_names == *" $name "* ]] || die "$site_file:$number: there is no setting '$name'." 'ops/deploy/site.example.env has them all.'
        site[$name]=$value
        ;;
    esac
  done <"$site_file"
  for name in PUBLIC_BASE_URL WEB_ADDRESS WORKER_ADDRESS FILES_ADDRESS; do
    [[ -n ${site[$name]-} ]] || die "$site_file does not say $name."
  done
  if [[ -z ${site[TLS]-} ]]; then
    if [[ ${site[PUBLIC_BASE_URL]} == https://* ]]; then site[TLS]=on; else site[TLS]=off; fi
  fi
  [[ ${site[TLS]} == on || ${site[TLS]} == off ]] || die "$site_file: TLS is on or off, not '${site[TLS]}'."
  [[ ${site[STORAGE]} == nfs || ${site[STORAGE]} == mounted ]] || die "$site_file: STORAGE is nfs or mounted, not '${site[STORAGE]}'."
  [[ ${site[BACKUP_DIR]} == /srv/backup/* ]] || die "$site_file: BACKUP_DIR is below /srv/backup, which is all that the backup may write to."
  [[ ${site[DATABASE_NAME]} =~ ^[a-z][a-z0-9_]*$ ]] || die "$site_file: DATABASE_NAME is of small letters, digits and _."
}

# fill FILE: with @NAME@ replaced by what the site says.
fill() {
  local text name
  text=$(<"$1")
  while [[ $text =~ @([A-Z]+_[A-Z_]+)@ ]]; do
    name=${BASH_REMATCH[1]}
    [[ -n ${site[$name]-} ]] || die "$1 needs $name, which $site_file does not say."
    text=${text//"@$name@"/"${site[$name]}"}
  done
  printf '%s\n' "$text"
}

# What goes to the host lies in $files by its path there: put MODE TARGET, from standard input.
put() {
  mkdir -p "$files/${2%/*}"
  cat >"$files/$2"
  chmod "$1" "$files/$2"
}

put_file() { put 0644 "$2" <"$1"; }
put_program() { put 0755 "$2" <"$1"; }
put_filled() { fill "$1" | put 0644 "$2"; }
put_unit() { put_file "$ops/systemd/$1" "etc/systemd/system/$1"; }
each_of() { tr ',' '\n' <<<"$1" | sed 's/^ *//; s/ *$//; /^$/d'; }

# make_files ROLE: everything that the role installs but the programs.
make_files() {
  put_file "$ops/systemd/sysusers.d/highperf.conf" etc/sysusers.d/highperf.conf
  put_file "$ops/systemd/tmpfiles.d/highperf.conf" etc/tmpfiles.d/highperf.conf
  put_file "$ops/backup/database-url.sh" usr/local/lib/highperf/database-url.sh
  put_program "$ops/backup/run-sql" usr/local/lib/highperf/run-sql
  put_file "$ops/postgres/grants.sql" usr/local/lib/highperf/grants.sql
  put_program "$here/hpctl" usr/local/sbin/hpctl
  "make_${1}_files"
  if [[ $1 != files ]]; then
    put_unit highperf.slice
    put_unit 'highperf-migrate@.service'
    if [[ ${site[STORAGE]} == nfs ]]; then put_filled "$ops/nfs/var-lib-highperf.mount" etc/systemd/system/var-lib-highperf.mount; fi
  fi
}

make_web_files() {
  local unit
  for unit in highperf-api@.service highperf-api.target highperf-verify.service highperf-verify.timer 'highperf-api@8009.service.d/candidate.conf' \
    nginx.service.d/highperf.conf; do
    put_unit "$unit"
  done
  environment web HIGHPERF_API_PROCESSES=2 HIGHPERF_PROXY_SENDS_FILES=on HIGHPERF_TRUSTED_PROXIES=127.0.0.1 "PUBLIC_BASE_URL=${site[PUBLIC_BASE_URL]}" |
    put 0644 etc/highperf/web.env
  put_file "$ops/nginx/nginx.conf" etc/nginx/nginx.conf
  put_file "$ops/nginx/highperf.conf" etc/nginx/highperf/highperf.conf
  put_file "$ops/nginx/security-headers.conf" etc/nginx/highperf/security-headers.conf
  each_of "127.0.0.1,${site[METRICS_FROM]}" | sort -u | sed 's/$/ 1;/' | put 0644 etc/nginx/highperf/metrics-allow.conf
  if [[ -n ${site[REAL_IP_FROM]} ]]; then
    { each_of "${site[REAL_IP_FROM]}" | sed 's/.*/set_real_ip_from &;/' && echo 'real_ip_header X-Forwarded-For;' && echo 'real_ip_recursive on;'; } |
      put 0644 etc/nginx/highperf/real-ip.conf
  fi
  if [[ ${site[TLS]} == off ]]; then
    put_file "$ops/nginx/listen-plain.conf" etc/nginx/highperf/listen.conf
    return
  fi
  put_file "$ops/nginx/listen-tls.conf" etc/nginx/highperf/listen.conf
  put_file "$ops/nginx/redirect.conf" etc/nginx/highperf/redirect.conf
  put_unit highperf-certificate.service
  put_unit highperf-certificate.timer
}

make_worker_files() {
  put_unit highperf-worker.service
  put_unit redis-server.service.d/highperf.conf
  environment worker HIGHPERF_WORKER_LISTEN=http://0.0.0.0:8002 | put 0644 etc/highperf/worker.env
  put_filled "$ops/redis/redis.conf" etc/redis/redis.conf
}

make_files_files() {
  local file
  put_file "$ops/systemd/tmpfiles.d/highperf-files.conf" etc/tmpfiles.d/highperf-files.conf
  put_unit highperf-backup.service
  put_unit highperf-backup.timer
  for file in highperf-backup highperf-restore; do put_program "$ops/backup/$file" "usr/local/lib/highperf/$file"; done
  put_file "$ops/backup/after-restore.sql" usr/local/lib/highperf/after-restore.sql
  environment files "BACKUP_DIR=${site[BACKUP_DIR]}" "BACKUP_KEEP_DAYS=${site[BACKUP_KEEP_DAYS]}" "BACKUP_RESERVE_GIB=${site[BACKUP_RESERVE_GIB]}" |
    put 0644 etc/highperf/files.env
  if [[ ${site[STORAGE]} == nfs ]]; then
    put_filled "$ops/nfs/exports" etc/exports.d/highperf.exports
    put_filled "$ops/nfs/nfs.conf" etc/nfs.conf.d/highperf.conf
  fi
}

# environment ROLE NAME=VALUE…: a file for EnvironmentFile=. What the site passes on comes last and wins; only the web host has a way to Secrets Manager.
environment() {
  local role=$1 one
  shift
  echo '# Written by hpdeploy of the site file. Settings of your own are for local.env beside it, which hpdeploy never touches.'
  printf '%s\n' UPLOADS_DIR=/var/lib/highperf/uploads PROCESSED_DIR=/var/lib/highperf/processed "$@"
  for one in "${passed_on[@]}"; do
    if [[ $role == web || $one != AWS_SECRET_ID=* ]]; then printf '%s\n' "$one"; fi
  done
}
