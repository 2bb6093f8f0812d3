#!/bin/sh
# timed-ssh.sh: found as `ssh` by the product: the ssh of this machine, which lies beside it as
# real-ssh, with the time at which each run of it ended, in nanoseconds, in the file ends.
here=${0%/*}
for word; do
  [ "$word" != -O ] || exec "$here/real-ssh" "$@"
done
"$here/real-ssh" "$@"
code=$?
date +%s%N >>"$here/ends"
exit "$code"
