# shellcheck shell=bash
# What ./veghe-demo and ./veghe-test share: install what is missing, configure, build. Sourced, never run.
: "${root:?the script that sources this file sets it}"

say() { printf '== %s\n' "$*"; }

die() {
    printf 'veghe: %s\n' "$*" >&2
    exit 1
}

# packages KIND...: the names in cmake/packages.txt whose first word is one of KIND
packages() {
    local kind name
    while read -r kind name; do
        if [[ " $* " == *" $kind "* ]]; then
            printf '%s\n' "$name"
        fi
    done <"$root/cmake/packages.txt"
}

# is_installed NAME: the package is there, or another one that stands for it (other people's nodejs brings npm along)
is_installed() {
    [[ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" == installed ]] ||
        dpkg-query --show --showformat='${db:Status-Status}, ${Provides},\n' 2>/dev/null |
            grep -E "^installed,.* $1( \\([^)]*\\))?," >/dev/null # to the end: a pipe that breaks would count as absent
}

# install_missing KIND...: says what is missing, then installs it as root or through sudo
install_missing() {
    local name missing=() as_root=() log="$root/build/install.log"
    if [[ "${VEGHE_INSTALL:-yes}" == no ]]; then
        say "VEGHE_INSTALL=no: nothing is installed"
        return
    fi
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        die "this is not Debian, so nothing can be installed from here. Install what cmake/packages.txt names with your
       system's own tools, then run again with VEGHE_INSTALL=no"
    fi
    while read -r name; do
        is_installed "$name" || missing+=("$name")
    done < <(packages "$@")
    if [[ ${#missing[@]} -eq 0 ]]; then
        say "All Debian packages are there"
        return
    fi
    say "Missing Debian packages: ${missing[*]}"
    if [[ $EUID -ne 0 ]]; then
        # Without a terminal nobody can type a password: fail at once instead of waiting for one.
        as_root=(sudo)
        [[ -t 0 ]] || as_root+=(--non-interactive)
        say "They go in with apt-get through sudo, which may ask for your password"
        if ! command -v sudo >/dev/null || ! "${as_root[@]}" true; then
            die "they can only be installed as root. Ask your administrator for:
       apt-get install --no-install-recommends ${missing[*]}"
        fi
    fi
    say "Installing them with apt-get (log: build/install.log)"
    mkdir -p "$root/build"
    if ! {
        "${as_root[@]}" apt-get update --quiet &&
            "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --no-install-recommends \
                -o Dpkg::Use-Pty=0 "${missing[@]}"
    } </dev/null >"$log" 2>&1; then
        tail -n 15 "$log" >&2
        die "apt-get failed; the lines above are the end of build/install.log"
    fi
}

# How many compilers may run side by side: one a core, and about 1.5 GB of memory for each.
jobs() {
    local cores memory_kb limit
    cores=$(nproc)
    memory_kb=$(awk '/^MemAvailable:/ {print $2}' /proc/meminfo)
    if [[ -r /sys/fs/cgroup/memory.max ]]; then
        limit=$(</sys/fs/cgroup/memory.max)
        if [[ "$limit" != max && $((limit / 1024)) -lt $memory_kb ]]; then
            memory_kb=$((limit / 1024))
        fi
    fi
    local by_memory=$((memory_kb / 1500000))
    echo $((by_memory < 1 ? 1 : by_memory < cores ? by_memory : cores))
}

# build PRESET [TARGET...]
build() {
    local preset=$1 count quiet=()
    shift
    count=$(jobs)
    # A line a file is progress on a terminal and noise in a log.
    [[ -t 1 ]] || quiet=(-- --quiet)
    say "Building with preset $preset, $count at a time (a few minutes the first time)"
    mkdir -p "$root/build"
    cmake --preset "$preset" >"$root/build/configure.log" || die "configuring failed; see build/configure.log"
    cmake --build --preset "$preset" --parallel "$count" ${1:+--target "$@"} "${quiet[@]}"
}
