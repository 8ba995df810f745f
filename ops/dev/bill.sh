# shellcheck shell=bash
# ./dev sbom: what is in the published programs, as CycloneDX says it. From what the build itself left behind: the restored packages of each program
# (project.assets.json), what these say of themselves (.nuspec), and ops/dev/libav.sh.

released=(highperf-api highperf-worker hpctl hpload)

# sbom [DIRECTORY]: on standard output.
sbom() {
  local directory=${1:-$root/artifacts/release}
  (($# <= 1)) || die "./dev sbom takes no '$2'." './dev help sbom'
  command -v jq >/dev/null || apt_install jq >&2
  bill_of_materials "$directory" "$(release_version)" "$(release_commit)" "$(release_time)"
}

# bill_of_materials DIRECTORY VERSION COMMIT TIME
bill_of_materials() (
  directory=$1
  scratch=$(mktemp -d "${TMPDIR:-/tmp}/highperf-bill.XXXXXX") || exit
  trap 'rm -rf "$scratch"' EXIT
  bill_programs "$directory" "$scratch" || exit
  package_facts "$scratch" >"$scratch/facts.json" || exit
  bill_libraries "$directory/highperf-worker" >"$scratch/libraries.json" || exit
  jq --slurp --slurpfile fact "$scratch/facts.json" --slurpfile library "$scratch/libraries.json" --arg version "$2" --arg commit "$3" --arg at "$4" \
    '$fact[0] as $facts | $library[0] as $libraries | '"$(<"$root/ops/dev/bill.jq")" "$scratch"/programs/*.json >"$scratch/bill.json" || exit
  # Its number is of what it says: the same bill has the same one (a UUID of version 8, RFC 9562).
  hash=$(sha256sum <"$scratch/bill.json")
  jq --arg number "urn:uuid:${hash:0:8}-${hash:8:4}-8${hash:13:3}-8${hash:17:3}-${hash:20:12}" '.serialNumber = $number' "$scratch/bill.json"
)

# bill_programs DIRECTORY SCRATCH: a file of each program.
bill_programs() {
  local directory=$1 scratch=$2 name assets licence
  mkdir -p "$scratch/programs"
  for name in "${released[@]}"; do
    assets=$directory/symbols/$name.assets.json
    [[ -x $directory/$name && -s $assets ]] || die "there is no $name with its symbols/$name.assets.json in $directory." 'Make it: ./dev publish'
    licence=MIT
    if [[ $name == highperf-worker ]] && has_libav_inside "$directory/$name"; then licence=$libav_licence; fi
    jq -c --arg program "$name" --arg sha256 "$(sha256sum "$directory/$name" | cut -d' ' -f1)" --arg licence "$licence" \
      "$(<"$root/ops/dev/bill-program.jq")"' + {sha256: $sha256, licence: $licence}' "$assets" >"$scratch/programs/$name.json" || return
  done
}

# package_facts SCRATCH: of each package of the programs there, as JSON: the SHA-512 of the file that was fetched, and the licence it says it has.
package_facts() {
  local key id folder place licence url hash
  local -a folders
  mapfile -t folders < <(jq -r '.folders[]' "$1"/programs/*.json | sort -u)
  jq -r '.packages[].key' "$1"/programs/*.json | sort -u | while read -r key; do
    id=${key,,} place=''
    for folder in "${folders[@]}"; do
      if [[ -r $folder$id/${id%/*}.nuspec ]]; then place=$folder$id; fi
    done
    [[ -n $place ]] || die "$key is not in ${folders[*]}" 'It was there when the programs were published. Restore it: dotnet restore HighPerf.sln'
    licence=$(sed -nE 's|.*<license type="expression">([^<]+)</license>.*|\1|p' "$place/${id%/*}.nuspec" | head -n 1)
    url=$(sed -nE 's|.*<licenseUrl>([^<]+)</licenseUrl>.*|\1|p' "$place/${id%/*}.nuspec" | head -n 1)
    [[ -n $licence$url ]] || die "$key says no licence (${id%/*}.nuspec)."
    hash=$(base64 -d <"$place/${id%/*}.${id#*/}.nupkg.sha512" | od -An -v -tx1 | tr -d ' \n')
    printf '%s\t%s\t%s\t%s\n' "$key" "$hash" "$licence" "$url"
  done | jq -R -s 'split("\n") | map(select(. != "") | split("\t") | {
    key: .[0], value: {sha512: .[1], licence: .[2], licence_url: .[3]}}) | from_entries'
}

# has_libav_inside PROGRAM: libavcodec carries what it was configured with. The worker that loads the distribution's libraries has no such text.
has_libav_inside() { grep -qa -e --enable-libx264 "$1"; }

# bill_libraries WORKER: JSON; empty for one that loads the distribution's libraries.
bill_libraries() {
  local place name needs licence description source version
  if ! has_libav_inside "$1"; then printf '[]'; return; fi
  place=$(libav_place)
  [[ -e $place/built ]] || die "the worker has libav inside, and the libraries it was made with are not in $place." 'Make both: ./dev publish'
  while IFS='|' read -r name needs licence description; do
    if [[ -z $name ]]; then continue; fi
    version=$(libav_version_of "$place" "$name")
    source=$(libav_sources_of "$place" | sed -nE "s/^$name //p" | tail -n 1)
    [[ -n $version && -n $source ]] || die "nothing says which $name the worker was made with." "Look at $place"
    printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$name" "$version" "$source" "$licence" "$needs" "$description"
  done <<<"$libav_bill" | jq -R -s 'split("\n") | map(select(. != "") | split("\t") | {
    name: .[0], version: .[1], purl: "pkg:deb/debian/\(.[0])@\(.[2] | @uri)?arch=source",
    licence: .[3], needs: (.[4] | split(" ")), description: .[5]})'
}
