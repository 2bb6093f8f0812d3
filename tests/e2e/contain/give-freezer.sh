#!/bin/sh
# give-freezer.sh VERSION NAME: run inside a host, gives it the control groups by which processes
# are frozen, and makes the group NAME in them. The mount goes with the host's namespace; the group
# is the machine's, and has to be removed.
set -eu
if [ "$1" = 2 ]; then
  dir=/sys/fs/cgroup
  mount -t cgroup2 cgroup2 "$dir"
else
  dir=/sys/fs/cgroup/freezer
  mount -t tmpfs -o mode=0755 tmpfs /sys/fs/cgroup
  mkdir "$dir"
  mount -t cgroup -o freezer cgroup "$dir"
fi
mkdir "$dir/$2"
