# shellcheck shell=bash
# ./dev drill: backup and restore, as ops/backup has them, on a cluster of its own: votes and uploads, a moment that is noted, damage, recovery to
# that moment, and a judgement.

drill_data=(--players 500 --videos 200 --votes 5000)
drill_roles=(migrate api worker backup monitor)
drill_complete=false

drill() {
  local out=$root/artifacts/drill/REPORT.md
  while (($# > 0)); do
    case $1 in
      --report)
        [[ -n ${2-} ]] || die '--report needs a file.' './dev help drill'
        out=$(realpath -m "$2")
        shift
        ;;
      *) die "./dev drill takes no '$1'." './dev help drill' ;;
    esac
    shift
  done
  ((EUID == 0)) || die './dev drill needs root: files are restored as those of the account that the site has.' 'sudo ./dev drill'
  install build stack demo drill
  publish_programs
  clip=$root/.dev/load/clip.mp4
  if [[ ! -s $clip ]]; then head_line 'Clip' && make_clip "$clip" 21 33; fi
  drill_begin
  head_line 'Before'
  drilled "a site with data: ${drill_data[*]}" drill_fill
  drilled 'a clip is uploaded and made' drill_first_clip
  drilled 'base backup of the cluster, and its check (pitr.md)' drill_base_backup
  drilled 'nightly backup: dump and files (highperf-backup)' drill_nightly_backup
  drilled 'the backup is read again (highperf-backup check)' drill_tool highperf-backup check
  head_line 'A day later'
  drilled 'votes, a clip that is being made when its worker dies, a clip that waits' drill_day
  drilled 'the moment is noted' drill_moment
  head_line 'Damage'
  drilled 'more votes, a table dropped, rows and files deleted, Redis emptied' drill_damage
  drilled 'the API sees it' drill_is_broken
  head_line 'Recovery'
  drill_began=$(now_ms)
  drilled 'the cluster, from the base backup and the log, to the moment (pitr.md)' drill_recover
  drilled 'files that are missing (highperf-restore NAME --files)' drill_restore_files
  drilled 'API and worker start on it' drill_start_programs
  drill_row 'from the damage to a site that answers' "$(($(now_ms) - drill_began))" OK
  head_line 'Judgement'
  drilled 'the ranking is what it was at the moment, place by place' drill_same_ranking
  drilled 'hpctl rankings verify' drill_verify_ranking
  drilled 'hpctl videos verify: every file that a row names' drill_with api "$published/hpctl" videos verify
  drilled 'rows are as many as at the moment; later votes are not there' drill_same_counts
  drilled 'the clip whose worker died is made' drill_clip_is_made "$dying_clip"
  drilled 'the clip that waited is made' drill_clip_is_made "$waiting_clip"
  drilled 'votes are taken, and counted' drill_votes_again
  head_line 'The other way: the nightly backup into an empty database'
  drilled 'highperf-restore NAME URL_FILE' drill_restore_dump
  drilled 'it has what was there when it was made' drill_dump_is_whole
  drill_complete=true
  drill_report "$out"
}

# drilled WHAT COMMAND…: a line on the screen and of the report. A command that fails ends the drill.
drilled() {
  local start
  drill_doing=$1
  start=$(now_ms)
  shift
  drill_log=$logs/drill-$((++drill_number)).log
  printf '== %s\n' "$drill_doing" >"$drill_log"
  "$@" >>"$drill_log" 2>&1
  done_line "$drill_doing" "$(since "$start")"
  drill_row "$drill_doing" "$(($(now_ms) - start))" OK
  drill_doing=''
}
drill_number=0 drill_doing='' drill_log=''

drill_row() { printf '%s\t%s\t%s\n' "$1" "$2" "$3" >>"$dev/report.tsv"; }

# A stack of its own, with the roles of the site.
drill_begin() {
  dev=$root/.dev/drill logs=$root/.dev/drill/logs pids=$root/.dev/drill/pids sessions=$root/.dev/drill/sessions
  unset POSTGRES_PORT REDIS_PORT API_PORT WORKER_PORT DATABASE_PASSWORD JWT_SECRET
  if [[ -e $dev ]]; then drill_remove; fi # of one that was cut off
  trap drill_over EXIT
  head_line 'PostgreSQL with its log archived, Redis'
  lock_stack
  mkdir -p "$dev/files/uploads" "$dev/files/processed" "$dev/backup" "$dev/secrets.d" "$dev/tools"
  chmod 700 "$dev/secrets.d"
  make_state
  drill_tools
  data=$(postgres_data)
  as_postgres mkdir "$data/archive"
  task 'cluster' "$logs/cluster.log" drill_cluster || die 'the cluster was not made.'
  bring_up postgres 'PostgreSQL' "$POSTGRES_PORT" postgres_answers drill_postgres
  bring_up redis 'Redis' "$REDIS_PORT" redis_answers start_redis
  drill_passwords
  task 'roles (ops/postgres/roles.sql)' "$logs/roles.log" drill_make_roles highperf || die 'the roles were not made.'
  drill_urls highperf
  task 'migrations and grants' "$logs/migrate.log" drill_migrate || die 'the migrations failed.'
}

drill_cluster() { as_postgres bash -c "$(<"$root/ops/dev/make-cluster.sh")" _ "$(postgres_bin)" "$data" <<<"$DATABASE_PASSWORD"; }

# As hpdeploy lays them out on the files host.
drill_tools() {
  cp "$root"/ops/backup/* "$root/ops/postgres/grants.sql" "$dev/tools/"
}

# drill_tool NAME ARGUMENT…: with an account "highperf" (uid 4210) that this machine need not have.
drill_tool() {
  local name=$1
  shift
  { cat /etc/passwd && echo 'highperf:x:4210:4210::/nonexistent:/usr/sbin/nologin'; } >"$dev/passwd"
  { cat /etc/group && echo 'highperf:x:4210:'; } >"$dev/group"
  # shellcheck disable=SC2016 # for the inner shell
  HIGHPERF_FILES=$dev/files BACKUP_DIR=$dev/backup BACKUP_RESERVE_GIB=1 HIGHPERF_DATABASE_URL_FILE=$dev/secrets.d/backup \
    PATH=$(postgres_bin):$PATH unshare --mount sh -c \
    'mount --bind "$1/passwd" /etc/passwd && mount --bind "$1/group" /etc/group && shift && exec "$@"' - "$dev" "$dev/tools/$name" "$@"
}

# As start_postgres, with its log archived.
drill_postgres() {
  local -a user=(setpriv --reuid=postgres --regid=postgres --init-groups --)
  launch postgres "$1" "${user[@]}" "$(postgres_bin)/postgres" -D "$data/cluster" -p "$POSTGRES_PORT" \
    -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200 \
    -c wal_level=replica -c archive_mode=on -c archive_timeout=60s \
    -c "archive_command=test ! -f $data/archive/%f && cp %p $data/archive/.%f && sync $data/archive/.%f && mv $data/archive/.%f $data/archive/%f"
  wait_until 120 postgres postgres_answers
}

drill_passwords() {
  local role
  for role in "${drill_roles[@]}"; do (umask 077 && random_hex 16 >"$dev/secrets.d/password-$role"); done
}

# drill_make_roles DATABASE: passwords come through standard input.
drill_make_roles() {
  local role
  {
    printf '\\set database %s\n' "$1"
    for role in "${drill_roles[@]}"; do printf "\\\\set %s_password '%s'\n" "$role" "$(cat "$dev/secrets.d/password-$role")"; done
    printf '\\i %s\n' "$root/ops/postgres/roles.sql"
  } | sql
}

# drill_urls DATABASE: a file for each role, and the settings of the programs.
drill_urls() {
  local role
  (
    umask 077
    for role in "${drill_roles[@]}"; do
      printf 'postgres://highperf_%s:%s@127.0.0.1:%s/%s\n' "$role" "$(cat "$dev/secrets.d/password-$role")" "$POSTGRES_PORT" "$1" >"$dev/secrets.d/$role"
      {
        grep -vE '^(DATABASE_URL|UPLOADS_DIR|PROCESSED_DIR)=' "$dev/env"
        printf "DATABASE_URL='%s'\nUPLOADS_DIR='%s'\nPROCESSED_DIR='%s'\n" "$(cat "$dev/secrets.d/$role")" "$dev/files/uploads" "$dev/files/processed"
      } >"$dev/env.$role"
    done
  )
}

# drill_with ROLE COMMAND…
drill_with() (
  set -a
  # shellcheck source=/dev/null
  source "$dev/env.$1"
  set +a
  shift
  "$@"
)

drill_migrate() {
  drill_with migrate "$published/hpctl" migrate
  PATH=$(postgres_bin):$PATH "$dev/tools/run-sql" "$root/ops/postgres/grants.sql" "$dev/secrets.d/migrate"
}

drill_start_programs() {
  drill_start api highperf-api api_answers
  drill_start worker highperf-worker worker_answers
}

drill_start() {
  cd "$dev" || return
  drill_with "$1" launch "$1" - "$published/$2"
  wait_until 60 "$1" "$3"
}

drill_fill() {
  drill_with migrate "$published/hpctl" seed --with-files "${drill_data[@]}"
  drill_start_programs
  base=http://127.0.0.1:$API_PORT run=$(random_hex 2) scratch=$dev/scratch
  mkdir -p "$scratch"
  sign_up_players
  log_in_players
}

drill_first_clip() {
  upload_clip "$clip"
  wait_for_clip
}

drill_psql_password() { (umask 077 && printf '127.0.0.1:*:*:postgres:%s\n' "$DATABASE_PASSWORD" >"$dev/pgpass"); }

# ops/backup/pitr.md, "Before". From here on the archived log leads from this backup to any moment after it.
drill_base_backup() {
  drill_psql_password
  PGPASSFILE=$dev/pgpass "$(postgres_bin)/pg_basebackup" -h 127.0.0.1 -p "$POSTGRES_PORT" -U postgres -D "$dev/base" \
    --format=plain --wal-method=stream --checkpoint=fast --manifest-checksums=SHA256 --no-password
  "$(postgres_bin)/pg_verifybackup" "$dev/base"
  mv "$dev/base" "$data/base"
  chown -R postgres: "$data/base"
}

drill_nightly_backup() {
  drill_tool highperf-backup
  backup=$(drill_tool highperf-backup list | tail -n 1)
  nightly_votes=$(sql -d highperf -c 'SELECT count(*) FROM votes')
}

drill_day() {
  vote_for_clip
  # Its worker is gone while it has the job: the row says so for a while.
  upload_clip "$clip"
  dying_clip=$video_id
  wait_for 30 drill_clip_is "$dying_clip" processing
  kill -KILL "$(pid_of worker)"
  stop worker 5
  upload_clip "$clip"
  waiting_clip=$video_id
  sleep 1.5 # the ranking may be a second old
}

# wait_for SECONDS COMMAND…
wait_for() {
  local deadline=$(($(now_ms) + $1 * 1000))
  shift
  until "$@"; do
    if (($(now_ms) > deadline)); then return 1; fi
    sleep 0.1
  done
}

# drill_clip_is ID STATE
drill_clip_is() { [[ $(sql -d highperf -c "SELECT status FROM videos WHERE id = '$1'") == "$2" ]]; }

# drill_ranking FILE: all of it, page by page.
drill_ranking() {
  local page=1 count=100
  : >"$1"
  while ((count == 100)); do
    call GET "/api/public/rankings?limit=100&page=$page"
    expect 200 'ranking'
    jq -c '.[]' "$scratch/body" >>"$1"
    count=$(jq length "$scratch/body")
    page=$((page + 1))
  done
  [[ -s $1 ]]
}

drill_counts() {
  sql -d highperf -c "SELECT (SELECT count(*) FROM players), (SELECT count(*) FROM videos), (SELECT count(*) FROM votes),
    (SELECT count(*) FROM jobs WHERE state = 'pending')"
}

drill_moment() {
  drill_ranking "$dev/ranking.before"
  drill_counts >"$dev/counts.before"
  moment=$(sql -c 'SELECT clock_timestamp()')
  printf 'the moment: %s, counts %s\n' "$moment" "$(cat "$dev/counts.before")"
  sleep 1
}

# The API goes on for a while: what is accepted after the moment is what a recovery to it costs.
drill_damage() {
  local file
  sql -d highperf -c "INSERT INTO votes (player_id, video_id, cast_at) SELECT p.id, v.id, now() FROM (SELECT id FROM players ORDER BY id LIMIT 50) p,
    (SELECT id FROM videos WHERE published_at IS NOT NULL ORDER BY id LIMIT 3) v ON CONFLICT DO NOTHING"
  sql -d highperf -c 'DROP TABLE votes CASCADE'
  sql -d highperf -c "DELETE FROM jobs WHERE state = 'pending'"
  sql -d highperf -c "UPDATE videos SET processed_key = 'lost/' || id, title = 'x' WHERE status = 'processed'"
  (cd "$dev/files" && find uploads processed -type f -not -path '*/.*' ! -newer "$dev/backup/$backup/SHA256SUMS" | shuf -n 60) >"$dev/deleted"
  # What a row of the moment names and a backup has.
  while read -r file; do rm -f "$dev/files/$file"; done <"$dev/deleted"
  printf '%s files deleted\n' "$(wc -l <"$dev/deleted")"
  redis-cli -h 127.0.0.1 -p "$REDIS_PORT" flushall
}

drill_is_broken() {
  local status
  status=$(drill_with api "$published/hpctl" rankings verify >/dev/null 2>&1; echo $?)
  [[ $status != 0 ]]
}

# ops/backup/pitr.md, "To the time T".
drill_recover() {
  stop api 30
  stop_part postgres
  mv "$data/cluster" "$data/broken"
  # What is not archived yet. (cp -n ends with 1 for what is there, in some versions.)
  # shellcheck disable=SC2016 # for the inner shell
  as_postgres sh -c 'for log in "$1"/pg_wal/0*; do [ -e "$2/${log##*/}" ] || cp "$log" "$2/" || exit; done' - "$data/broken" "$data/archive"
  as_postgres cp -a "$data/base" "$data/cluster"
  chmod 700 "$data/cluster"
  as_postgres touch "$data/cluster/recovery.signal"
  printf '%s\n' "restore_command = 'cp $data/archive/%f %p'" "recovery_target_time = '$moment'" "recovery_target_action = 'promote'" |
    as_postgres tee -a "$data/cluster/postgresql.auto.conf" >/dev/null
  drill_postgres -
  wait_for 120 drill_is_promoted
  grep -E 'recovery stopping before|selected new timeline' "$logs/postgres.log"
  for setting in restore_command recovery_target_time recovery_target_action; do sql -c "ALTER SYSTEM RESET $setting"; done
}

drill_is_promoted() { [[ $(sql -c 'SELECT pg_is_in_recovery()' 2>/dev/null) == f ]]; }

drill_restore_files() { drill_tool highperf-restore "$backup" --files; }

drill_same_ranking() {
  sleep 1.5
  drill_ranking "$dev/ranking.after"
  diff "$dev/ranking.before" "$dev/ranking.after"
  printf '%s places\n' "$(wc -l <"$dev/ranking.after")"
}

# A process of before the damage is among those that followed at the moment. Until it has been silent for a minute it would be asked, too, and not answer.
drill_verify_ranking() {
  wait_for 90 drill_follows_alone
  drill_with api "$published/hpctl" rankings verify
}

drill_follows_alone() { [[ $(sql -d highperf -c "SELECT count(*) FROM standing_readers WHERE seen_at > now() - interval '1 minute'") == 1 ]]; }

# Two jobs may be done by now: what is compared is what players have.
drill_same_counts() {
  drill_counts >"$dev/counts.after"
  printf 'before %s, after %s\n' "$(cat "$dev/counts.before")" "$(cat "$dev/counts.after")"
  [[ $(cut -d'|' -f1-3 "$dev/counts.before") == "$(cut -d'|' -f1-3 "$dev/counts.after")" ]]
}

drill_clip_is_made() {
  wait_for 180 drill_clip_is "$1" processed
  sql -d highperf -c "SELECT 'attempt ' || attempt || ', ' || state FROM jobs WHERE payload::text LIKE '%$1%'"
}

drill_votes_again() {
  video_id=$dying_clip
  find_in_public_list
  vote_for_clip
}

# Beside the one that was recovered: a database of its own in the same cluster.
drill_restore_dump() {
  drill_make_roles highperf_again
  printf 'postgres://highperf_migrate:%s@127.0.0.1:%s/highperf_again\n' "$(cat "$dev/secrets.d/password-migrate")" "$POSTGRES_PORT" >"$dev/secrets.d/again"
  drill_tool highperf-restore "$backup" "$dev/secrets.d/again"
}

drill_dump_is_whole() {
  local votes seen
  votes=$(sql -d highperf_again -c 'SELECT count(*) FROM votes')
  printf '%s votes, %s when it was made\n' "$votes" "$nightly_votes"
  [[ $votes == "$nightly_votes" ]]
  # Its grants are those of the site: the API's own role may read the ranking.
  seen=$(PGPASSWORD=$(cat "$dev/secrets.d/password-api") "$(postgres_bin)/psql" -X -q -A -t -h 127.0.0.1 -p "$POSTGRES_PORT" -U highperf_api \
    -d highperf_again -c 'SELECT count(*) FROM votes')
  [[ $seen == "$votes" ]]
}

drill_commit() { git -C "$root" describe --always --dirty 2>/dev/null || echo unknown; }

# drill_report FILE
drill_report() {
  local what ms result
  mkdir -p "${1%/*}"
  # shellcheck disable=SC2016 # marks of Markdown
  {
    printf '# Backup and restore: %s\n\n' "$([[ $drill_complete == true ]] && echo passed || echo FAILED)"
    printf 'Made by `./dev drill` on %s, commit %s. PostgreSQL %s, its log archived; files by `ops/backup`; %s.\n\n' "$(date -u '+%F %T UTC')" \
      "$(drill_commit)" "$("$(postgres_bin)/postgres" --version | awk '{ print $3 }')" "${drill_data[*]}"
    printf '| what | seconds | |\n|---|---:|---|\n'
    while IFS=$'\t' read -r what ms result; do printf '| %s | %s | %s |\n' "$what" "$(seconds "$ms" | cut -d' ' -f1)" "$result"; done <"$dev/report.tsv"
    cat <<'NOTE'

What is lost: what was accepted between the moment and the damage, which whoever restores chooses; with a server that is lost as well, what its
log had not archived yet (`archive_timeout`). Not shown: a managed service's own recovery, which does the same behind a button (ops/backup/pitr.md).
NOTE
  } >"$1"
  head_line 'Report'
  cat "$1"
  say "  in ${1#"$root"/}"
}

# Nothing of it runs on, and nothing is kept but the report; and the logs, when it failed.
drill_over() {
  local status=$?
  trap - EXIT
  if [[ $drill_complete == false ]]; then
    if [[ -n $drill_doing ]]; then
      fail_line "$drill_doing" ''
      tail_of "$drill_log"
      drill_row "$drill_doing" 0 FAILED
    fi
    if [[ -s $dev/report.tsv ]]; then drill_report "$root/artifacts/drill/REPORT.md"; fi
    mkdir -p "$root/artifacts/drill"
    rm -rf "$root/artifacts/drill/logs"
    cp -r "$logs" "$root/artifacts/drill/logs"
    if ((status == 0)); then status=1; fi
  fi
  drill_remove
  exit "$status"
}

drill_remove() {
  local part left place
  for part in worker api redis; do stop "$part" 30; done
  stop postgres 30 INT
  left=$(leftovers)
  if [[ -n $left ]]; then die 'still there after the stop:' "$left" "Logs: $logs"; fi
  place=$(cat "$dev/postgres.path" 2>/dev/null || true)
  if [[ $place == /var/tmp/highperf-* ]]; then rm -rf -- "$place"; fi
  rm -rf -- "$dev"
}
