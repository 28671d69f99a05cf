#!/bin/sh
# Installs attrflow @VERSION@: downloads the archive for this system, checks its SHA-256 checksum and puts the program
# into a folder. Needs curl or wget, tar, and for Windows (Git Bash) unzip. Changes nothing else.
#
#   sh attrflow-installer.sh [--to FOLDER] [--version VERSION|latest] [--target TARGET]
#
# ATTRFLOW_INSTALL_DIR, ATTRFLOW_VERSION and ATTRFLOW_RELEASES (the address of the releases) say the same.

set -eu

own_version='@VERSION@'
own_checksums='@CHECKSUMS@'
releases=${ATTRFLOW_RELEASES:-@RELEASES@}

# Everything is in functions, so that half a script does nothing.
main() {
  version=${ATTRFLOW_VERSION:-$own_version}
  folder=${ATTRFLOW_INSTALL_DIR:-}
  target=
  while [ $# -gt 0 ]; do
    case $1 in
      --to | --version | --target)
        [ $# -ge 2 ] || fail "\`$1\` needs a value"
        case $1 in
          --to) folder=$2 ;;
          --version) version=$2 ;;
          --target) target=$2 ;;
        esac
        shift 2
        ;;
      -h | --help)
        say "usage: attrflow-installer.sh [--to FOLDER] [--version VERSION|latest] [--target TARGET]"
        exit 0
        ;;
      *) fail "unknown option \`$1\`" "the options are --to FOLDER, --version VERSION and --target TARGET" ;;
    esac
  done
  version=${version#v}
  case $version in
    @* | '') fail "no version is given" "use --version VERSION, or --version latest" ;;
    latest) ;;
    *[!0-9A-Za-z.+-]*) fail "\`$version\` is not a version" ;;
  esac
  case $releases in
    @*) releases=https://github.com/attrflow/attrflow/releases ;;
  esac
  [ -n "$target" ] || target=$(this_system)
  if [ -z "$folder" ]; then
    [ -n "${HOME:-}" ] || fail "no folder is given and HOME is not set" "use --to FOLDER"
    folder=${XDG_BIN_HOME:-$HOME/.local/bin}
  fi

  case $target in
    *-windows-*) archive=attrflow-$target.zip program=attrflow.exe ;;
    *) archive=attrflow-$target.tar.gz program=attrflow ;;
  esac
  if [ "$version" = latest ]; then
    address=$releases/latest/download
  else
    address=$releases/download/v$version
  fi

  temporary=$(mktemp -d) || fail "no temporary folder can be made"
  trap 'rm -rf "$temporary"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM

  download "$address/$archive" "$temporary/$archive"
  check "$address" "$temporary" "$archive"
  unpack "$temporary" "$archive"
  unpacked=$temporary/attrflow-$target/$program
  [ -f "$unpacked" ] || fail "\`$archive\` has no \`$program\`"
  chmod 755 "$unpacked"
  # What does not run here is not installed.
  found=$("$unpacked" --version) || fail "the program for $target does not run on this system" \
    "another one may, with --target"
  case $version in
    latest) ;;
    *) [ "$found" = "attrflow $version" ] || fail "the archive of version $version has \`$found\`" ;;
  esac
  place "$unpacked" "$folder" "$program"

  say "installed $found to $folder"
  case ":$PATH:" in
    *":$folder:"*) ;;
    *) say "this folder is not on the PATH; add it with: export PATH=\"$folder:\$PATH\"" ;;
  esac
}

say() {
  printf '%s\n' "$1"
}

fail() {
  printf 'error: %s\n' "$1" >&2
  [ $# -lt 2 ] || printf '  help: %s\n' "$2" >&2
  exit 1
}

# The target whose program runs here.
this_system() {
  system=$(uname -s)
  processor=$(uname -m)
  case $system in
    # Under Rosetta, a Mac with Apple's processor says that it has Intel's.
    Darwin) [ "$(sysctl -n hw.optional.arm64 2>/dev/null || true)" != 1 ] || processor=arm64 ;;
    # Git Bash is a program for x64 also where Windows is not.
    MINGW* | MSYS* | CYGWIN*)
      case ${PROCESSOR_ARCHITEW6432:-${PROCESSOR_ARCHITECTURE:-}} in
        ARM64) processor=arm64 ;;
      esac
      ;;
  esac
  case $processor in
    x86_64 | amd64) processor=x86_64 ;;
    aarch64 | arm64) processor=aarch64 ;;
    *) fail "there is no program for the processor \`$processor\`" \
      "with Rust, build it: cargo install attrflow --profile dist --locked" ;;
  esac
  case $system in
    Linux)
      if has_glibc; then say "$processor-unknown-linux-gnu"; else say "$processor-unknown-linux-musl"; fi
      ;;
    Darwin) say "$processor-apple-darwin" ;;
    MINGW* | MSYS* | CYGWIN*) say "$processor-pc-windows-msvc" ;;
    *) fail "there is no program for the system \`$system\`" \
      "with Rust, build it: cargo install attrflow --profile dist --locked" ;;
  esac
}

# Whether there is a glibc of version @GLIBC@ or later, which the program for gnu is built with. The one for musl runs anywhere.
has_glibc() {
  glibc=$(getconf GNU_LIBC_VERSION 2>/dev/null) || return 1
  glibc=${glibc#glibc }
  minor=${glibc#*.}
  minor=${minor%%.*}
  [ "${glibc%%.*}" = 2 ] && [ "$minor" -ge "${own_glibc#2.}" ]
}
own_glibc='@GLIBC@'
case $own_glibc in
  @*) own_glibc=2.35 ;;
esac

download() {
  # Without encryption only from this machine itself.
  case $1 in
    https://* | http://127.0.0.1:* | http://localhost:*) ;;
    *) fail "\`$1\` is not an https address" ;;
  esac
  if command -v curl >/dev/null 2>&1; then
    case $1 in
      https://*) curl --proto '=https' --proto-redir '=https' --tlsv1.2 --retry 3 -fsSL "$1" -o "$2" || missing "$1" ;;
      *) curl -fsSL "$1" -o "$2" || missing "$1" ;;
    esac
  elif command -v wget >/dev/null 2>&1; then
    wget -q "$1" -O "$2" || missing "$1"
  else
    fail "neither curl nor wget is installed"
  fi
}

missing() {
  fail "\`$1\` cannot be downloaded" "see $releases for the versions that there are"
}

# Compares the archive with the checksum that stands in this script or, for another version, in that version's list.
check() {
  if [ "$version" = "$own_version" ]; then
    sums=$own_checksums
  else
    download "$1/SHA256SUMS" "$2/SHA256SUMS"
    sums=$(cat "$2/SHA256SUMS")
  fi
  expected=$(printf '%s\n' "$sums" | while read -r sum name; do
    [ "${name#\*}" != "$3" ] || printf '%s' "$sum"
  done)
  [ ${#expected} -eq 64 ] || fail "there is no checksum of \`$3\`" \
    "the version may have no program for this system, or a proxy may have answered in place of $releases"
  if command -v sha256sum >/dev/null 2>&1; then
    actual=$(sha256sum "$2/$3")
  elif command -v shasum >/dev/null 2>&1; then
    actual=$(shasum -a 256 "$2/$3")
  elif command -v openssl >/dev/null 2>&1; then
    actual=$(openssl dgst -sha256 -r "$2/$3")
  else
    fail "the checksum cannot be computed: sha256sum, shasum and openssl are missing"
  fi
  # A name with a backslash makes sha256sum begin its line with one.
  actual=${actual#\\}
  actual=${actual%% *}
  [ "$actual" = "$expected" ] || fail "the checksum of \`$3\` is $actual, but should be $expected" \
    "the download is not what was released; a proxy may have answered in its place"
}

unpack() {
  case $2 in
    *.zip)
      command -v unzip >/dev/null 2>&1 || fail "unzip is not installed"
      unzip -q "$1/$2" -d "$1" || fail "\`$2\` cannot be unpacked"
      ;;
    *) (cd "$1" && gzip -dc "$2" | tar -xf -) || fail "\`$2\` cannot be unpacked" ;;
  esac
}

# Puts the program into its folder in one step, so that there is always a whole one.
place() {
  mkdir -p "$2" 2>/dev/null || fail "the folder \`$2\` cannot be made" "name another one with --to FOLDER"
  cp "$1" "$2/.$3.new" 2>/dev/null && mv -f "$2/.$3.new" "$2/$3" 2>/dev/null || {
    rm -f "$2/.$3.new" 2>/dev/null || true
    fail "nothing can be written to \`$2\`" "name another folder with --to FOLDER"
  }
}

main "$@"
