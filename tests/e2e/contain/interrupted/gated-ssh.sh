#!/bin/sh
# gated-ssh.sh: found as `ssh` by the product, it is the ssh of this machine with a gate at one
# point of one step. Beside it lie real-ssh, at (STEP PHASE), and gate, a fifo; it writes reached
# when it gets there, and does nothing any more once dead is there.
#
# before: the script of the step is here, nothing of it is on the host. partly: some of its answer
# was handed on. during: the script is on its way, nothing is held. after: the host is done, nothing
# of its answer was handed on.
set -u
here=${0%/*}
PARTLY_BYTES=3000

for word; do
  [ "$word" != -O ] || exec "$here/real-ssh" "$@"
done
lost() {
  echo 'ssh: connect to host: Connection refused' >&2
  exit 255
}
[ ! -e "$here/dead" ] || lost

script=$(mktemp "$here/script-XXXXXX")
cat >"$script"
# The last such line says which step it is; a sweep has none.
step=$(sed -n 's/^.*; contain_\([a-z]*\) <\/dev\/null .*$/\1/p' "$script" | tail -n 1)
read -r at_step at_phase <"$here/at"
phase=none
[ "${step:-sweep}" != "$at_step" ] || [ -e "$here/reached" ] || phase=$at_phase

arrive() {
  echo "$$" >"$here/arriving"
  mv "$here/arriving" "$here/reached"
}
wait_for_gate() {
  arrive
  read -r _ <"$here/gate"
  [ ! -e "$here/dead" ] || lost
}

case $phase in
  before) wait_for_gate ;;
  partly)
    "$here/real-ssh" "$@" <"$script" | {
      head -c "$PARTLY_BYTES"
      wait_for_gate
      cat
    }
    exit
    ;;
  during) arrive ;;
  after)
    answer=$(mktemp "$here/answer-XXXXXX")
    "$here/real-ssh" "$@" <"$script" >"$answer"
    code=$?
    wait_for_gate
    cat "$answer"
    exit "$code"
    ;;
esac
exec "$here/real-ssh" "$@" <"$script"
