#!/bin/sh
# watchdogs.sh ME PEER: uses some processor time and watches its peer: one that falls silent is sent
# SIGCONT, and replaced by another copy in a session of its own.
dir=${0%/*}
me=$1
peer=$2
beat=0
silent=0
last=
cd "$dir" || exit 1
echo "$$" >"$me.pid"
while :; do
  beat=$((beat + 1))
  echo "$beat" >"$me.beat"
  turn=0
  while [ "$turn" -lt 2000 ]; do turn=$((turn + 1)); done
  sleep 0.2
  now=
  read -r now <"$peer.beat"
  if [ "$now" = "$last" ]; then silent=$((silent + 1)); else silent=0; fi
  last=$now
  [ "$silent" -ge 3 ] || continue
  silent=0
  pid=
  read -r pid <"$peer.pid"
  kill -CONT "$pid"
  echo x >>copies
  # So that a host that nobody holds does not drown in copies.
  [ "$(wc -l <copies)" -le 32 ] || continue
  setsid "$0" "$peer" "$me" &
done
