#!/bin/sh
# install-test-packages.sh [--bench]: installs what the system tests need of Debian, and with
# --bench also the scanners that Vedette is measured against. Quick when all is there; starts no
# service.
set -eu

# Real hosts (tests/e2e/hosts): sshd, busybox, namespaces, wires.
packages='busybox-static iproute2 mount openssh-client openssh-server openssl procps util-linux'
# What the fixtures are built and hidden with.
packages="$packages docker.io dpkg-dev e2fsprogs gcc gdb libc6-dev libcap2-bin python3-minimal strace"
# The sensor's BPF object, rebuilt to compare.
packages="$packages bpftool clang libbpf-dev libbpf1 llvm"
# What the pages of sign-in are driven with.
packages="$packages chromium"
# The shells and awks that the probe must run under, its linter, and the repository's own tool.
packages="$packages bash dash gawk git mawk shellcheck"
bench_packages='bpfcc-tools bpftrace chkrootkit libbpf-tools lynis rkhunter unhide'

case ${1-} in
  '') ;;
  --bench) packages="$packages $bench_packages" ;;
  *)
    echo 'usage: install-test-packages.sh [--bench]' >&2
    exit 2
    ;;
esac

missing=
for package in $packages; do
  # shellcheck disable=SC2016 # ${Status} is dpkg-query's, not the shell's.
  status=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) || status=
  [ "$status" = 'install ok installed' ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ]; then
  echo "not installed:$missing (run this script as root)" >&2
  exit 1
fi

# Debian starts a service when its package is installed, unless this file says no.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  trap 'exit 130' HUP INT TERM
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
fi

install_missing() {
  # shellcheck disable=SC2086 # A list of words is meant.
  DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --no-install-recommends $missing
}

# The lists may be absent or older than what the mirror has; then, and only then, they are fetched.
install_missing || {
  apt-get update --quiet
  install_missing
}
