#!/bin/sh
# mount-cgroups.sh NAME: run inside a host, gives it what an engine needs of the machine: the
# control groups, and a file system that can lie over another. Both go with the host's namespace.
# The group NAME, above all containers, gets its share of the processors before ordinary work.
set -eu
mkdir -p /var/lib/docker
mount -t tmpfs -o mode=0710 tmpfs /var/lib/docker

if grep -qE '^[1-9][0-9]*:[^:=]+:' /proc/self/cgroup; then
  mount -t tmpfs -o mode=0755 tmpfs /sys/fs/cgroup
  while IFS=: read -r id controllers _; do
    case $id:$controllers in
      0:* | *:name=*) continue ;;
    esac
    mkdir "/sys/fs/cgroup/$controllers"
    mount -t cgroup -o "$controllers" cgroup "/sys/fs/cgroup/$controllers"
  done </proc/self/cgroup
  for shares in /sys/fs/cgroup/cpu/ /sys/fs/cgroup/cpu,cpuacct/; do
    [ -d "$shares" ] || continue
    mkdir "$shares$1"
    echo 10240 >"$shares$1/cpu.shares"
  done
else
  mount -t cgroup2 cgroup2 /sys/fs/cgroup
  echo +cpu >/sys/fs/cgroup/cgroup.subtree_control
  mkdir "/sys/fs/cgroup/$1"
  echo 1000 >"/sys/fs/cgroup/$1/cpu.weight"
fi
