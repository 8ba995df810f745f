#!/usr/bin/env bash
# step.sh STEP: one step of ./dev machines, in a shell of its own, so that any command that fails ends it. What steps share is in files.
set -Eeuo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
step=$1

# shellcheck source-path=SCRIPTDIR/../..
{
  source "$root/ops/machines/lib/names.sh"
  dev=$state logs=$state/logs
  release=$root/artifacts/release
  clip=$root/.dev/demo/clip.mp4 small_clip=$root/.dev/load/clip.mp4 large_clip=$root/.dev/load/clip-50.mp4
  source "$root/ops/dev/ui.sh"
  source "$root/ops/dev/process.sh"
  source "$root/ops/dev/postgres.sh"
  source "$root/ops/dev/stack.sh"
  source "$root/ops/dev/publish.sh"
  source "$root/ops/dev/demo.sh"
  source "$root/ops/machines/lib/report.sh"
  source "$root/ops/machines/lib/network.sh"
  source "$root/ops/machines/lib/groups.sh"
  source "$root/ops/machines/lib/machine.sh"
  source "$root/ops/machines/lib/authority.sh"
  source "$root/ops/machines/lib/database.sh"
  source "$root/ops/machines/lib/operator.sh"
  source "$root/ops/machines/lib/site.sh"
  source "$root/ops/machines/lib/client.sh"
  source "$root/ops/machines/lib/traffic.sh"
  source "$root/ops/machines/lib/secrets.sh"
}
# shellcheck source=/dev/null
source "$root/ops/machines/$step.sh"

die() { fail "$1"; } # what ./dev's own functions end with

trap step_over EXIT
trap 'step_failed "$BASH_COMMAND" "$LINENO"' ERR
trap 'exit 143' TERM INT
"step_$step"
