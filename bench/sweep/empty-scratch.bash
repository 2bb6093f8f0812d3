#!/usr/bin/env bash
# empty-scratch.bash DIR COMMAND [ARGUMENT]...: runs a command with a /tmp and a /var/tmp of its own,
# empty but for DIR, its work folder. A peer starts two programs for each file there, so that the
# leftovers of whoever used the machine before would decide what it costs.
set -eu
if [ "${IN_SCRATCH:-}" != yes ]; then
  IN_SCRATCH=yes exec unshare --mount "$0" "$@"
fi
unset IN_SCRATCH
mount -t tmpfs -o mode=1777 scratch /tmp
mount -t tmpfs -o mode=1777 scratch /var/tmp
mkdir -p -- "$1"
shift
exec "$@"
