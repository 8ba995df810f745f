#!/usr/bin/env bash
# On a host, as root: what hpdeploy asks for. It came over ssh with all it needs beside it, and goes when it is done. The file "job" says what to do.
set -euo pipefail
umask 022

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
root=$here assume_yes=true

# shellcheck source-path=SCRIPTDIR
{
  # shellcheck source=../dev/ui.sh
  source "$here/ui.sh"
  # shellcheck source=/dev/null
  source "$here/job"
  source "$here/remote/host.sh"
  source "$here/remote/checks.sh"
  source "$here/remote/files.sh"
  source "$here/remote/versions.sh"
  source "$here/remote/units.sh"
  source "$here/remote/deploy.sh"
  source "$here/remote/look.sh"
  source "$here/remote/secrets.sh"
}

case $verb in
  deploy | rollback)
    if [[ $dry_run == false ]]; then
      if [[ ${1-} != detached ]]; then detach; fi
      take_lock
    fi
    trap 'rm -rf "$here"' EXIT
    "$verb"
    ;;
  check | status | secrets | database)
    trap 'rm -rf "$here"' EXIT
    "$verb"
    ;;
esac
