# shellcheck shell=bash
# The worker that ships is one file: it runs where there is a C library of Ubuntu 22.04's age and nothing else. For ./dev test --full.

oldest_glibc=2.35 # Ubuntu 22.04

check_one_file() {
  local worker=$root/artifacts/release/highperf-worker start passed=0 failed=0 check
  head_line 'One file (artifacts/release/highperf-worker)'
  start=$(now_ms)
  for check in needs_the_c_library_alone needs_no_younger_c_library runs_in_a_bare_root; do
    if "$check" "$worker" >"$logs/one-file.log" 2>&1; then passed=$((passed + 1)); else
      failed=$((failed + 1))
      say "  failed: $check"
      tail_of "$logs/one-file.log"
    fi
  done
  count_result 'one file' "$passed" "$failed" 0 "$start"
}

# libraries_of BINARY: by name, sorted, on one line.
libraries_of() { ldd "$1" | sed -E 's/^[[:space:]]*([^ ]+).*/\1/; s|.*/||' | sort | paste -sd' '; }
c_library_alone='ld-linux-x86-64.so.2 libc.so.6 libm.so.6 linux-vdso.so.1'

needs_the_c_library_alone() {
  libraries_of "$1"
  [[ $(libraries_of "$1") == "$c_library_alone" ]]
}

needs_no_younger_c_library() {
  local youngest
  youngest=$(objdump -T "$1" | grep -oE 'GLIBC_[0-9.]+' | sort -Vu | tail -n 1)
  [[ -n $youngest ]] || return 1
  printf 'needs %s, Ubuntu 22.04 has %s\n' "$youngest" "$oldest_glibc"
  [[ $(printf '%s\n' "${youngest#GLIBC_}" "$oldest_glibc" | sort -V | tail -n 1) == "$oldest_glibc" ]]
}

# A directory with this machine's C library, the worker and a clip becomes its whole file system, in namespaces of its own (no root needed).
runs_in_a_bare_root() (
  bare=$(mktemp -d "$dev/bare.XXXXXX") || return
  trap 'rm -rf "$bare"' EXIT
  mkdir "$bare"/{dev,proc,tmp}
  for library in $(ldd "$1" | grep -oE '/[^ ]+'); do
    mkdir -p "$bare${library%/*}" && cp -L "$library" "$bare$library" || return
  done
  cp "$1" "$bare/highperf-worker" || return
  ffmpeg -v error -f lavfi -i testsrc2=size=1920x1080:rate=30 -t 3 -pix_fmt yuv420p "$bare/in.mp4" || return
  # shellcheck disable=SC2016 # for the inner shell
  env -i "PATH=$PATH" unshare --map-root-user --mount --pid --fork sh -c \
    'mount --rbind /dev "$1/dev" && mount -t proc proc "$1/proc" && exec chroot "$1" /highperf-worker transcode in.mp4 out.mp4 --any' - "$bare" || return
  ls -A "$bare/tmp" # without a home, bumpers are kept there while they are needed
  [[ -z $(ls -A "$bare/tmp") ]] || return
  message=$(ffmpeg -v error -i "$bare/out.mp4" -f null - 2>&1)
  printf '%s\n' "$message"
  [[ -z $message ]]
)
