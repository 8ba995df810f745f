# shellcheck shell=bash
# The site: what the operator has written down of it, and hpdeploy, which brings it to the hosts.

site_file=$operator/site.env
site_secrets=$operator/secrets

site_make() {
  cat >"$site_file" <<SITE
PUBLIC_BASE_URL=$site_url
WEB_ADDRESS=${address_of[web]}
WORKER_ADDRESS=${address_of[worker]}
FILES_ADDRESS=${address_of[files]}
METRICS_FROM=${address_of[ops]}
DATABASE_HOST=db
# A minute by default; here a rotation should not take that long.
HIGHPERF_SECRETS_REFRESH=5s
SITE
  # The administrator of the database, as a managed service hands it over.
  (
    umask 077
    printf 'postgres://postgres:%s@db:5432/postgres?sslmode=verify-full\n' "$(head -n 1 "$operator/pgpass" | cut -d: -f5)" >"$operator/admin-url"
  )
}

# hpdeploy ARGUMENT…: as the operator types it; what it says is in the step's log and in a file of its own, $said.
hpdeploy() {
  local status=0
  said=$logs/hpdeploy-$(date +%H%M%S.%N).log
  printf '$ hpdeploy %s\n' "$*"
  as_operator bash "$root/ops/deploy/hpdeploy" "$@" --site "$site_file" --yes >"$said" 2>&1 || status=$?
  cat "$said"
  if ((status != 0)); then reason="hpdeploy ${*:1:3} ended with $status: $(grep -a 'error:' "$said" | tail -n 1 | sed 's/.*error: *//' | cut -c1-160)"; fi
  return "$status"
}

# site_secrets_sent: each host gets what its programs read.
site_secrets_sent() {
  hpdeploy secrets files files --from "$site_secrets/files"
  hpdeploy secrets worker worker --from "$site_secrets/worker" "redis-users=$site_secrets/redis/users.acl" "migrate-url=$site_secrets/migrate/database-url"
  hpdeploy secrets web web --from "$site_secrets/web"
}

# release_of NAME: a directory with the programs that a deploy brings.
release_of() { printf '%s/releases/%s' "$state" "$1"; }

# release_make NAME: what was published, and if it is not the first, with some bytes more at its end: another version that does the same.
release_make() {
  local place
  place=$(release_of "$1")
  mkdir -p "$place"
  cp "$release/highperf-api" "$release/highperf-worker" "$release/hpctl" "$place/"
  if [[ $1 != first ]]; then printf '%s\n' "$1" | tee -a "$place/highperf-api" "$place/highperf-worker" >/dev/null; fi
}

# version_of RELEASE ROLE: the name that hpdeploy gives it.
version_of() { sha256sum "$(release_of "$1")/highperf-${2/web/api}" | cut -c1-12; }

# current MACHINE: the version that is switched on there.
current() { inside "$1" readlink "/opt/highperf/$1/current" | sed 's|.*/||'; }

# release_running ROLE: the one whose program runs there.
release_running() {
  local one
  for one in second first; do
    if [[ -d $(release_of "$one") && $(version_of "$one" "$1") == "$(current "$1")" ]]; then release_of "$one" && return; fi
  done
  fail "$1 runs $(current "$1"), which is none of the releases"
}

# invocations: of every unit that a deploy could restart; another id is another start.
invocations() {
  local pair
  for pair in web/highperf-api@8000 web/highperf-api@8001 web/nginx worker/highperf-worker worker/redis-server files/nfs-server; do
    printf '%s %s\n' "$pair" "$(unit_property "${pair%%/*}" "${pair#*/}" InvocationID)"
  done
}

# restarted_since: which of them are another run than in $state/before, in one line.
restarted_since() {
  invocations >"$state/after"
  comm -13 <(sort "$state/before") <(sort "$state/after") | awk '{ print $1 }' | paste -sd' '
}

not_restarted() {
  local restarted
  restarted=$(restarted_since)
  [[ -z $restarted ]] || fail "restarted: $restarted"
}

# both_ready: of the API, each asked by itself; and the worker.
both_ready() { api_is_ready 8000 && api_is_ready 8001; }
api_is_ready() { inside web curl -fsS -o /dev/null --max-time 3 "http://127.0.0.1:$1/health/ready"; }
worker_is_ready() { inside worker curl -fsS -o /dev/null --max-time 3 http://127.0.0.1:8002/health/ready; }
site_answers() { curl -fsS --noproxy '*' --max-time 3 -o /dev/null "$site_url/api/public/rankings"; }
