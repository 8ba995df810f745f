#!/usr/bin/env bash
# as-operator.sh COMMAND…: with machines that ./dev machines --keep has left up, in the operator's network and with the operator's ssh:
#   bash ops/machines/lib/as-operator.sh ops/deploy/hpdeploy status web worker files
#   bash ops/machines/lib/as-operator.sh ssh web
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd -P)
# shellcheck source-path=SCRIPTDIR/../../..
{
  source "$root/ops/machines/lib/names.sh"
  source "$root/ops/machines/lib/network.sh"
  source "$root/ops/machines/lib/operator.sh"
}
[[ -e $operator/site.env ]] || { echo 'there are no machines: ./dev machines --keep' >&2 && exit 1; }
as_operator env HPDEPLOY_SITE="$operator/site.env" "$@"
