# shellcheck shell=bash
# For scripts that call PostgreSQL's own programs: a URL of ours (postgres://user:password@host:port/database?sslmode=…) becomes the environment that libpq reads,
# and the password a file that only we can read. It is in no argument and no environment. Whoever sources this removes "$PGPASSFILE" at the end.

# decoded TEXT: %41 becomes A.
decoded() {
  local text=${1//\\/\\\\}
  printf '%b' "${text//%/\\x}"
}

# use_database_url FILE
use_database_url() {
  local url user password
  local pattern='^postgres(ql)?://([^:@/?]+)(:([^@/?]*))?@([^:/?]+)(:([0-9]+))?/([^?]+)(\?(.*))?$'
  IFS= read -r url <"$1" || [[ -n ${url-} ]] || { echo "there is no URL in $1" >&2; return 1; }
  # Without the URL: it holds a password.
  [[ $url =~ $pattern ]] || { echo "what is in $1 is no URL like postgres://user:password@host:port/database" >&2; return 1; }
  user=$(decoded "${BASH_REMATCH[2]}")
  password=$(decoded "${BASH_REMATCH[4]}")
  PGHOST=${BASH_REMATCH[5]} PGPORT=${BASH_REMATCH[7]:-5432} PGUSER=$user
  PGDATABASE=$(decoded "${BASH_REMATCH[8]}")
  PGSSLMODE=prefer PGCONNECT_TIMEOUT=10
  if [[ ${BASH_REMATCH[10]} =~ (^|&)sslmode=([a-z-]+) ]]; then PGSSLMODE=${BASH_REMATCH[2]}; fi
  # What this machine trusts, as the programs do; libpq would look for a file in a home.
  PGSSLROOTCERT=${PGSSLROOTCERT:-/etc/ssl/certs/ca-certificates.crt}
  PGPASSFILE=$(umask 077 && mktemp)
  password=${password//\\/\\\\}
  printf '*:*:*:*:%s\n' "${password//:/\\:}" >"$PGPASSFILE"
  export PGHOST PGPORT PGUSER PGDATABASE PGSSLMODE PGCONNECT_TIMEOUT PGSSLROOTCERT PGPASSFILE
}
