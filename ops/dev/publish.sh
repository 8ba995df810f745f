# shellcheck shell=bash
# Publishes the programs as Native AOT single files, each only when something it is made of has changed.
# artifacts/publish: what ./dev up, test and their like run; its worker loads the distribution's libav.
# artifacts/release: what ships; its worker has libav inside.

programs=(highperf-api highperf-worker hpctl) # of the service; hpload, the load engine, is asked for by who needs it
declare -A project_of=(
  [highperf-api]=src/HighPerf.Api [highperf-worker]=src/HighPerf.Worker [hpctl]=src/HighPerf.Ctl [hpload]=load/HighPerf.Load [highperf-hello]=bench/HighPerf.Hello
  [highperf-bare]=bench/HighPerf.Bare [highperf-bench-aot]=bench/HighPerf.Bench.Aot [highperf-bare-api]=bench/HighPerf.BareApi)
published=$root/artifacts/publish
built=$root/artifacts/build

# closure PROJECT: its directory and those of the projects it refers to, however far.
closure() {
  local -a queue=("$1") found=()
  local at reference
  while ((${#queue[@]} > 0)); do
    at=${queue[0]} queue=("${queue[@]:1}")
    if [[ " ${found[*]} " == *" $at "* ]]; then continue; fi
    found+=("$at")
    while read -r reference; do
      queue+=("$(realpath -m --relative-to="$root" "$root/$at/${reference%/*}")")
    done < <(sed -nE 's|.*ProjectReference Include="([^"]+\.csproj)".*|\1|p' "$root/$at/${at##*/}.csproj" | sed 's|\\|/|g')
  done
  printf '%s\n' "${found[@]}"
}

# stamp PROJECT [EXTRA…]: changes when any source, the build's settings or the SDK changes.
stamp() {
  local project=$1
  local -a dirs
  shift
  mapfile -t dirs < <(closure "$project")
  # The page's sources are bundled into the API by path, not by project reference.
  if [[ $project == src/HighPerf.Api && -d $root/src/HighPerf.Web ]]; then dirs+=(src/HighPerf.Web); fi
  {
    printf '%s\n' "$sdk_version" "$@"
    # The worker's bindings are printed for the libav that is installed.
    if [[ $project == src/HighPerf.Worker ]]; then pkg-config --modversion libavformat libavcodec libavfilter libavutil libswscale; fi
    cd "$root" || return
    if git rev-parse --git-dir >/dev/null 2>&1; then
      git ls-files -z -co --exclude-standard -- "${dirs[@]}"
    else
      find "${dirs[@]}" \( -name bin -o -name obj -o -name node_modules \) -prune -o -type f -print0
    fi | sort -zu | { xargs -0r sha256sum 2>/dev/null || true; } # a tracked file may be deleted
    sha256sum Directory.*.props global.json src/*.props .editorconfig BannedSymbols.txt
  } | sha256sum | cut -c1-64
}

# What was published of the same sources, whatever checkout they lay in: kept in the user's cache, the newest of each program.
kept_publish() { printf '%s/highperf/published/%s-%s' "${XDG_CACHE_HOME:-$HOME/.cache}" "$1" "$2"; }

# keep_publish NAME STAMP
keep_publish() {
  local name=$1 kept
  kept=$(kept_publish "$name" "$2")
  mkdir -p "${kept%/*}" && rm -rf "$kept" "$kept.part" && mkdir "$kept.part" || return
  cp "$published/$name" "$published/symbols/$name".* "$kept.part/" || return
  mv "$kept.part" "$kept"
  # One of each flavour, and one more of either: for a branch and the one it came from.
  find "${kept%/*}" -maxdepth 1 -name "$name-*" -printf '%T@ %p\n' | sort -rn | tail -n +5 | cut -d' ' -f2- | xargs -r rm -rf
}

# restore_publish NAME STAMP: false when there is none, or not a whole one.
restore_publish() {
  local name=$1 kept
  kept=$(kept_publish "$name" "$2")
  [[ -x $kept/$name && $(cat "$kept/$name.stamp" 2>/dev/null) == "$2" ]] || return
  cp "$kept/$name".* "$published/symbols/" && cp "$kept/$name" "$published/.$name" && mv -f "$published/.$name" "$published/$name" && touch "$kept"
}

short_hash() { sha256sum "$1" | cut -c1-12; }
size_of() { stat -c %s "$1"; }

# Intermediate files of a publish live apart, so that neither an editor's build nor ./dev test
# meets its runtime-specific restore. The style analyzers are left to ./dev test: the compiler, the generators and the
# Native AOT compiler's own analysis of the whole program are what a publish is about.
publish_project() {
  local project=$1 output=$2
  shift 2
  rm -rf "$output" && mkdir -p "$output" &&
    dotnet publish "$project/${project##*/}.csproj" -c Release -r linux-x64 -o "$output" \
      --artifacts-path "$built" -p:HighPerfSizes=true -p:RunAnalyzers=false --nologo -v:minimal "$@"
}

# publish_one NAME [PROPERTY…]: to $published/NAME, unless that is up to date. Any warning is an error.
publish_one() {
  local name=$1 project=${project_of[$1]} log=$logs/publish-$1.log
  local binary=$published/$name tmp=$published-tmp/$name wanted start
  shift
  start=$(now_ms)
  wanted=$(stamp "$project" "$@")
  if [[ -x $binary && $(cat "$published/symbols/$name.stamp" 2>/dev/null) == "$wanted" ]]; then
    touch "$published/symbols/$name.stamp" # current by content, whatever the times of the sources: the tests look here
    done_line "$(binary_line "$name")" 'up to date'
    return
  fi
  if restore_publish "$name" "$wanted"; then
    touch "$published/symbols/$name.stamp"
    done_line "$(binary_line "$name")" 'built before of the same sources'
    return
  fi
  quiet=true task "publish $name" "$log" publish_project "$project" "$tmp" "$@" || die "$name was not published." "Log: $log"
  no_warnings "$log" || die "$name was published with warnings, and a warning is an error." "Log: $log"
  [[ -x $tmp/$name ]] || die "the publish made no $tmp/$name." "Log: $log"
  if [[ -e $tmp/$name.dbg ]]; then mv -f "$tmp/$name.dbg" "$published/symbols/"; fi
  keep_statistics "$name" "$built/obj/${project##*/}"
  mv -f "$tmp/$name" "$binary" # alone: it must run without what else lies beside it
  rm -rf "$tmp"
  printf '%s\n' "$wanted" >"$published/symbols/$name.stamp"
  keep_publish "$name" "$wanted" || note "  not kept for other checkouts: $(kept_publish "$name" "$wanted")"
  done_line "$(binary_line "$name")" "rebuilt in $(since "$start")"
}

# For ./dev measure: what the compiler says of the binary's contents.
keep_statistics() {
  find "$2" -name "$1.mstat" -exec cp {} "$published/symbols/" \;
  cp "$2/project.assets.json" "$published/symbols/$1.assets.json"
}

binary_line() { printf '%-16s %8s  sha256 %s' "$1" "$(megabytes "$(size_of "$published/$1")")" "$(short_hash "$published/$1")"; }

# What ships: ./dev publish.
publish_release() {
  local name start
  start=$(now_ms)
  install build
  static_libav
  publish_programs highperf-api hpctl hpload
  head_line 'Publish the worker with libav inside'
  published=$root/artifacts/release built=$root/artifacts/build-static publish_locked highperf-worker \
    -p:HighPerfMediaFlavour=static "-p:HighPerfLibavPrefix=$libav_prefix"
  for name in highperf-api hpctl hpload; do
    cp -f "$published/$name" "$root/artifacts/release/.$name" || die "$name was not copied to artifacts/release."
    mv -f "$root/artifacts/release/.$name" "$root/artifacts/release/$name"
    cp -f "$published/symbols/$name".{dbg,assets.json} "$root/artifacts/release/symbols/" || die "The symbols of $name were not copied to artifacts/release."
  done
  note "  in artifacts/release, $(since "$start")"
}

# publish_locked NAME [PROPERTY…]
publish_locked() {
  mkdir -p "$published/symbols" "$dev"
  exec 8>"$dev/publish.lock"
  flock 8
  publish_one "$@" 8>&-
  exec 8>&-
}

# publish_programs [NAME…]: those of the service, if none is named.
publish_programs() {
  local name start
  local -a names=("${programs[@]}")
  if (($# > 0)); then names=("$@"); fi
  start=$(now_ms)
  install build
  head_line 'Publish (Native AOT, linux-x64)'
  for name in "${names[@]}"; do publish_locked "$name"; done
  note "  in artifacts/publish, $(since "$start")"
}

no_warnings() {
  local found
  found=$(grep -E '(^|[ :])warning [A-Z]+[0-9]+' "$1" | sort -u | head -n 20) || return 0
  printf '%s\n' "$found" | sed 's/^/  | /'
  return 1
}
