#!/bin/sh
# start-host.sh DIR LOWER NAME FIRST PROGRAM [ARGUMENT]...: makes a host of the namespaces that it
# is started in, then becomes the host's first program.
#
# DIR holds upper/, work/ and merged/ (the overlay over LOWER), hidden (paths of LOWER that the
# host must not have, one a line) and files/ (what the host has of its own). The address comes on
# stdin once the wire is laid; an empty one leaves the wire dead. Every mount is made in the mount
# namespace of the host, so the kernel removes all of them with its last process.
set -eu
umask 022
dir=$1
lower=$2
name=$3
shift 3
IFS= read -r address

echo "$name" >/proc/sys/kernel/hostname
ip link set lo up
if [ -n "$address" ]; then
  printf 'addr add %s/30 dev eth0\nlink set eth0 up\n' "$address" | ip -batch -
fi

while IFS= read -r path; do
  case $path in
    */*) mkdir -p "$dir/upper/${path%/*}" ;;
  esac
  # This is how overlayfs writes down that a path of the lower layer is gone.
  mknod "$dir/upper/$path" c 0 0
done <"$dir/hidden"

root=$dir/merged
mount -t overlay -o "lowerdir=$lower,upperdir=$dir/upper,workdir=$dir/work" overlay "$root"
cp -a "$dir/files/." "$root/"

mount -t proc -o nosuid,nodev,noexec proc "$root/proc"
mount -t sysfs -o ro,nosuid,nodev,noexec sysfs "$root/sys"
mount -t tmpfs -o mode=0755,nosuid,nodev tmpfs "$root/run"
mkdir "$root/run/sshd" "$root/run/lock"
mount -t tmpfs -o mode=0755,nosuid tmpfs "$root/dev"
cp -a /dev/null /dev/zero /dev/full /dev/random /dev/urandom /dev/tty "$root/dev/"
mkdir "$root/dev/pts" "$root/dev/shm" "$root/dev/old"
mount -t devpts -o newinstance,ptmxmode=0666,mode=0620 devpts "$root/dev/pts"
mount -t tmpfs -o mode=1777,nosuid,nodev tmpfs "$root/dev/shm"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
ln -s /proc/self/fd/0 "$root/dev/stdin"
ln -s /proc/self/fd/1 "$root/dev/stdout"
ln -s /proc/self/fd/2 "$root/dev/stderr"

cd "$root"
pivot_root . dev/old
umount -l /dev/old
rmdir /dev/old
cd /
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH
echo ready >&2
exec "$@" </dev/null >/dev/null
