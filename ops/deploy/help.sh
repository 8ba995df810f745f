# shellcheck shell=bash
# hpdeploy --help

show_help() {
  cat <<'TEXT'
hpdeploy: brings HighPerf to its hosts over ssh, as root or as a user who may sudo without a password.

  hpdeploy web|worker|files HOST…     check the host, bring programs, settings and units, migrate, switch, wait until ready; back by itself if not
  hpdeploy rollback ROLE HOST…        back to the version before
  hpdeploy status HOST…               what runs there, since when, ready or not
  hpdeploy logs ROLE HOST [-- …]      the journal of its units; what follows -- is for journalctl (-f, --since '1 hour ago', -n 500)
  hpdeploy new-secrets DIR            make all passwords and keys of a site in a directory; what is there stays
  hpdeploy database HOST              make the roles and the database, from a host with psql that reaches the server
  hpdeploy secrets ROLE HOST NAME[=FILE]…   bring secrets to a host (mode 0600); NAME alone reads standard input

Options
  --site FILE      what is to know of the site: ops/deploy/site.example.env (./site.env, or $HPDEPLOY_SITE)
  --binaries DIR   where the programs are (artifacts/release: ./dev publish)
  --version V      what to call them (the first 12 digits of the program's SHA-256)
  --keep N         how many versions a host keeps (5)
  --ready SECONDS  how long an instance may take to become ready (20)
  --from DIR       secrets: every file of DIR, by its name
  --secrets DIR    database: the directory of new-secrets (./secrets)
  --admin FILE     database: a file with the administrator's URL, postgres://user:password@host:port/postgres
  --dry-run        say what would be done, and do nothing
  --yes            ask nothing
  HPDEPLOY_SSH     how to reach a host, instead of ssh: 'ssh -F machines.conf'

Exit codes: 0 done, or nothing to do; 1 refused, nothing was changed; 75 it was tried, failed and was turned back.

Examples
  hpdeploy web web.example.org --dry-run
  hpdeploy worker 10.0.0.20 --binaries release --yes
  hpdeploy rollback web web.example.org
  hpdeploy logs worker 10.0.0.20 -- -f
  hpdeploy secrets web web.example.org jwt-keys=secrets/web/jwt-keys
From three fresh machines to a site: ops/deploy/README.md
TEXT
}
