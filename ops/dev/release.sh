# shellcheck shell=bash
# ./dev release: what is given away, as .github/workflows/release.yml and anyone else makes it: the programs, their symbols apart, what is in
# them (bill.sh), where they come from (provenance), and the checksums of all that.

needs_release='
jq|command jq|writes the bill of materials and the provenance
binutils|command readelf|looks whether symbols are left in a program
git|command git|says of which commit it is'

release() {
  local version='' rebuild=false changed=false copy=clean commit out started
  while (($# > 0)); do
    case $1 in
      --rebuild) rebuild=true ;;
      --changed) changed=true ;;
      -*) die "./dev release takes no '$1'." './dev help release' ;;
      *)
        [[ -z $version ]] || die "a release has one version, not '$version' and '$1'." './dev help release'
        version=${1#v}
        ;;
    esac
    shift
  done
  cd "$root" || return
  started=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  version=${version:-$(release_version)}
  [[ $version == "$(release_version)" ]] ||
    die "this is version $(release_version), not $version." \
      'The version is <Version> in Directory.Build.props: change it there, commit, and tag that commit.'
  commit=$(release_commit)
  if [[ -n $(repository status --porcelain 2>/dev/null || echo unknown) ]]; then
    copy=changed
    [[ $changed == true ]] || die 'the working copy has changes that are in no commit.' 'Commit them, or say --changed: the provenance then says so.'
  fi
  install build release
  publish_release
  head_line "Release $version (linux-x64, commit ${commit:0:12})"
  out=$root/artifacts/dist/$version
  rm -rf "$out" "$out.part" && mkdir -p "$out.part"
  assemble_release "$version" "$commit" "$copy" "$started"
  mv "$out.part" "$out"
  list_release
  if [[ $rebuild == true ]]; then rebuild_release; fi
}

repository() { git -C "$root" -c "safe.directory=$root" "$@"; }

release_version() { sed -nE 's|.*<Version>([^<]+)</Version>.*|\1|p' "$root/Directory.Build.props" | head -n 1; }

release_commit() { repository rev-parse HEAD 2>/dev/null || echo unknown; }

# The commit's: two bills of the same programs are the same.
release_time() {
  TZ=UTC repository log -1 --format=%cd --date=format-local:%Y-%m-%dT%H:%M:%SZ 2>/dev/null || date -u +%Y-%m-%dT%H:%M:%SZ
}

# Into the caller's $out.part: assemble_release VERSION COMMIT COPY STARTED
assemble_release() {
  local name part=$out.part
  for name in "${released[@]}"; do
    if has_symbols "artifacts/release/$name"; then die "artifacts/release/$name still has symbols."; fi
    command install -m 755 "artifacts/release/$name" "$part/$name" || die "$name was not copied."
  done
  task 'pack the symbols' "$logs/release-symbols.log" pack_symbols "$part/symbols.tar.gz" ||
    die 'the symbols were not packed.' "Log: $logs/release-symbols.log"
  bill_of_materials "$root/artifacts/release" "$1" "$2" "$(release_time)" >"$part/sbom.cdx.json" || die 'the bill of materials was not written.'
  provenance "$part" "$1" "$2" "$3" "$4" >"$part/provenance.json" || die 'the provenance was not written.'
  chmod 644 "$part"/*.json "$part/symbols.tar.gz"
  (cd "$part" && LC_ALL=C sha256sum -- *) >"$out.sums" || die 'the checksums were not written.'
  mv "$out.sums" "$part/SHA256SUMS"
}

# has_symbols PROGRAM: a table of symbols, or what a debugger reads.
has_symbols() { readelf -SW "$1" | grep -qE ' \.(symtab|debug_info) '; }

# pack_symbols FILE: the same bytes from the same symbols, whoever packs them and when.
pack_symbols() {
  local -a files=("${released[@]/%/.dbg}")
  tar --sort=name --mtime="$(release_time)" --owner=0 --group=0 --numeric-owner --mode=u=rw,go=r \
    -C "$root/artifacts/release/symbols" -cf - "${files[@]}" | gzip -n >"$1"
}

# provenance DIRECTORY VERSION COMMIT COPY STARTED. In a workflow of GitHub's it names the workflow and the run; by hand, nobody.
provenance() {
  local directory=$1 version=$2 commit=$3 copy=$4 started=$5 server=${GITHUB_SERVER_URL-} name=${GITHUB_REPOSITORY-}
  local type=urn:highperf:dev-release builder=urn:highperf:by-hand source='' run='' subjects
  if [[ ${GITHUB_ACTIONS-} == true && -n $server && -n $name ]]; then
    type=$server/$name/blob/$commit/ops/release.md
    builder=$server/${GITHUB_WORKFLOW_REF-}
    source=git+$server/$name@${GITHUB_REF-}
    run=$server/$name/actions/runs/${GITHUB_RUN_ID-}/attempts/${GITHUB_RUN_ATTEMPT-}
  fi
  subjects=$(cd "$directory" && sha256sum -- "${released[@]}" |
    jq -R -s 'split("\n") | map(select(. != "") | capture("^(?<sha256>[0-9a-f]{64}) .(?<name>.+)$") | {name, digest: {sha256}})') || return
  jq --argjson subjects "$subjects" --arg version "$version" --arg commit "$commit" --arg copy "$copy" --arg type "$type" --arg builder "$builder" \
    --arg source "$source" --arg run "$run" --arg started "$started" --arg finished "$(date -u +%Y-%m-%dT%H:%M:%SZ)" \
    --arg sdk ".NET SDK $sdk_version" \
    --arg system "$(sed -nE 's/^PRETTY_NAME="?([^"]*)"?$/\1/p' /etc/os-release)" --arg compiler "$(cc --version | head -n 1)" \
    --from-file "$root/ops/dev/provenance.jq" "$directory/sbom.cdx.json"
}

list_release() {
  local name
  for name in "${released[@]}"; do say "  $(published=$out binary_line "$name")"; done
  note "  in ${out#"$root"/}, with sbom.cdx.json, provenance.json, symbols.tar.gz and SHA256SUMS"
}

# Whether the same sources give the same bytes here: every program once more, from nothing, at the same place.
rebuild_release() {
  local name directory status=0 verdict
  head_line 'The same again, from nothing'
  for name in "${released[@]}"; do
    directory=$root/artifacts/rebuild/$name
    quiet=true task "publish $name" "$logs/rebuild-$name.log" republish "$name" "$directory" ||
      die "$name was not published." "Log: $logs/rebuild-$name.log"
    verdict='the same, byte for byte'
    if ! cmp -s "$out/$name" "$directory/$name"; then verdict='DIFFERS' status=1; fi
    printf '  %-16s %s\n' "$name" "$verdict"
  done
  rm -rf "$root/artifacts/rebuild"
  return "$status"
}

# republish NAME DIRECTORY: without anything of an earlier build.
republish() {
  local -a properties=()
  if [[ $1 == highperf-worker ]]; then
    built=$root/artifacts/build-static
    properties=(-p:HighPerfMediaFlavour=static "-p:HighPerfLibavPrefix=$(libav_place)")
  fi
  rm -rf "${built:?}"/{obj,bin,publish}
  publish_project "${project_of[$1]}" "$2" "${properties[@]}"
}
