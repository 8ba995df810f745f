# shellcheck shell=bash
# libav, x264 and dav1d as static libraries, for the worker that ships: built once from the distribution's own source
# packages and kept in the user's cache under a hash of everything that decides the result. Each step leaves a mark, so
# that an interrupted build goes on where it was.

needs_static='
zlib1g-dev|pc zlib|decodes PNG
nasm|command nasm|assembles the hot loops of x264, dav1d and libav
meson|command meson|builds dav1d
ninja-build|command ninja|builds dav1d
make|command make|builds x264 and libav
dpkg-dev|command dpkg-source|unpacks source packages
xz-utils|command xz|unpacks source packages
perl|command perl|checks the sources of libav'

libav_components=(
  --disable-everything --disable-autodetect --disable-programs --disable-doc --disable-debug --disable-network
  --disable-avdevice --disable-swresample --disable-postproc --enable-static --disable-shared --enable-pic --enable-gpl
  --enable-libx264 --enable-libdav1d --enable-zlib --enable-pthreads
  --enable-protocol='file'
  --enable-demuxer=mov --enable-muxer='mp4'
  --enable-decoder='h264,hevc,vp9,libdav1d,mpeg4,mjpeg,png'
  --enable-parser='h264,hevc,vp9,av1,mpeg4video,mjpeg,png'
  --enable-encoder='libx264,mjpeg'
  --enable-bsf='h264_mp4toannexb,hevc_mp4toannexb,extract_extradata,vp9_superframe_split,av1_frame_split'
  --enable-filter='buffer,buffersink,scale,pad,overlay,format,setsar,transpose,hflip,vflip,rotate,fade,bwdif')

# What reads a player's bytes is compiled as the distribution compiles it, with checks of the stack and of known sizes. x264 sees pixels only.
libav_hardening='-fstack-protector-strong -fstack-clash-protection -D_FORTIFY_SOURCE=2'

# What is linked into the worker that ships, for the bill of materials: name of the source package | what it needs of the others | licence as it is
# configured here | what it is.
libav_bill='
ffmpeg|x264 dav1d zlib|GPL-2.0-or-later|libavformat, libavcodec, libavfilter, libswscale and libavutil, configured with --enable-gpl
x264||GPL-2.0-or-later|encodes H.264
dav1d||BSD-2-Clause|decodes AV1
zlib||Zlib|decodes PNG'
libav_licence=GPL-3.0-or-later # of the worker with these inside: it has parts under the Apache License 2.0, too (LICENSE)

# libav_place: where the libraries of these settings and sources are, or would be.
libav_place() { printf '%s/highperf/libav-%s' "${XDG_CACHE_HOME:-$HOME/.cache}" "$(libav_hash)"; }

# libav_version_of PREFIX NAME: upstream's version, as what was installed says it.
libav_version_of() {
  case $2 in
    ffmpeg) sed -nE 's/^#define FFMPEG_VERSION "([^"]+)"/\1/p' "$1/include/libavutil/ffversion.h" ;;
    zlib) pkg-config --modversion zlib ;;
    *) sed -nE 's/^Version: *([^ ]+).*/\1/p' "$1/lib/pkgconfig/$2.pc" ;;
  esac
}

# libav_sources_of PREFIX: the distribution's source packages, "NAME VERSION" a line. zlib comes as the archive of zlib1g-dev.
libav_sources_of() {
  if [[ -s $1/sources ]]; then cat "$1/sources"; else libav_versions; fi # built before it was written down: those of the installed libraries
  dpkg-query -W -f='zlib ${source:Version}\n' zlib1g-dev
}

# static_libav: sets libav_prefix, a directory with include and lib, built when it is not there.
static_libav() {
  local work lock part
  install static
  libav_prefix=$(libav_place)
  if [[ -e $libav_prefix/built ]]; then return; fi
  head_line 'Static libav (once; kept for later builds)'
  work=$libav_prefix.build
  mkdir -p "$work" "$libav_prefix"
  lock=$libav_prefix/lock
  exec 7>"$lock"
  flock 7
  if [[ ! -e $libav_prefix/built ]]; then
    libav_step "$work" sources 'fetch the source packages'
    for part in x264 dav1d ffmpeg; do libav_step "$work" "$part" "build $part"; done
    sed -snE '1s/^([^ ]+) \(([^)]+)\).*/\1 \2/p' "$work"/{x264,dav1d,ffmpeg}-source/debian/changelog >"$libav_prefix/sources"
    touch "$libav_prefix/built"
    rm -rf "$work"
  fi
  exec 7>&-
}

libav_hash() {
  { declare -p libav_components libav_hardening; libav_versions; declare -f libav_sources libav_x264 libav_dav1d libav_ffmpeg; cc --version | head -n 1; pkg-config --modversion libavcodec; grep -E '^(ID|VERSION_ID)=' /etc/os-release; } | sha256sum | cut -c1-16
}

# Of the sources that the installed libraries were built from: an update of those is an update of ours.
libav_versions() {
  dpkg-query -W -f='${db:Status-Abbrev} ${source:Package} ${source:Version}\n' | sed -nE 's/^ii +((ffmpeg|x264|dav1d) .*)/\1/p' | sort -u
}

# libav_step WORK STEP TEXT: runs libav_STEP in WORK, unless it has been done.
libav_step() {
  local work=$1 step=$2
  if [[ -e $work/$step.done ]]; then return; fi
  task "$3" "$logs/libav-$step.log" "libav_$step" "$work" || die "$3: failed." "Log: $logs/libav-$step.log" 'Run the command again to go on from here.'
  touch "$work/$step.done"
}

# The archives this machine knows, as source archives, in lists of their own: the machine's own lists stay as they are.
# An archive that has no sources or does not answer is passed over.
libav_sources() {
  local work=$1 apt=$1/apt file name package version
  local -a options
  rm -rf "$apt"
  mkdir -p "$apt"/{parts,lists/partial,cache/archives/partial,try}
  options=(-o Dir::Etc::sourcelist=/dev/null -o "Dir::State::lists=$apt/lists" -o "Dir::Cache=$apt/cache" -o APT::Sandbox::User=root -o Acquire::Retries=3 -o "Acquire::Languages=none")
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources; do
    if [[ ! -s $file ]]; then continue; fi
    name=${file##*/}
    rm -f "$apt"/try/*
    case $name in
      *.sources) sed -E 's/^Types:.*/Types: deb-src/' "$file" >"$apt/try/$name" ;;
      *) grep -E '^deb ' "$file" | sed -E 's/^deb /deb-src /' >"$apt/try/${name%.list}.list" || continue ;;
    esac
    if apt-get "${options[@]}" -o "Dir::Etc::sourceparts=$apt/try" -o APT::Get::List-Cleanup=0 -o APT::Update::Error-Mode=any update; then
      cp "$apt"/try/* "$apt/parts/"
    fi
  done
  cd "$work" || return
  options+=(-o "Dir::Etc::sourceparts=$apt/parts")
  for package in x264 dav1d ffmpeg; do
    rm -rf "$package"-*/
    version=$(libav_versions | sed -nE "s/^$package //p" | tail -n 1)
    # An archive keeps the newest: where the installed library is older, the newest it is.
    apt-get "${options[@]}" source --only-source "$package=$version" || apt-get "${options[@]}" source --only-source "$package" || return
    mv "$(find . -maxdepth 1 -type d -name "$package-*" | head -n 1)" "$package-source" || return
  done
}

libav_jobs() { nproc; }

libav_x264() {
  cd "$1/x264-source" &&
    ./configure --prefix="$libav_prefix" --enable-static --enable-pic --disable-cli --disable-opencl --disable-avs \
      --disable-swscale --disable-lavf --disable-ffms --disable-gpac --disable-lsmash --bit-depth=8 --chroma-format=420 &&
    make -j"$(libav_jobs)" && make install
}

libav_dav1d() {
  cd "$1/dav1d-source" && rm -rf out &&
    CFLAGS=$libav_hardening meson setup out --prefix="$libav_prefix" --libdir=lib --buildtype=release --default-library=static \
      -Denable_tools=false -Denable_tests=false -Denable_examples=false &&
    ninja -C out -j"$(libav_jobs)" install
}

libav_ffmpeg() {
  cd "$1/ffmpeg-source" &&
    PKG_CONFIG_PATH="$libav_prefix/lib/pkgconfig" ./configure --prefix="$libav_prefix" --pkg-config-flags=--static --extra-cflags="$libav_hardening" "${libav_components[@]}" &&
    make -j"$(libav_jobs)" && make install
}
