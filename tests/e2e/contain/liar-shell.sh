#!/bin/sh
# The login shell of a host that lies: it runs what it is given, as an honest one would, but what
# /srv/lies has a file for, by the name of the step, it answers with that instead.
# For those files: $nonce of the run, $asked sections, $PPID the session; value NAME of the step;
# frame SECTION PAYLOAD, end SECTION, finish SECTIONS.
script=$(cat)
step=$(printf '%s\n' "$script" | sed -n 's/.*; contain_\([a-z]*\) <.*/\1/p')
step=${step:-sweep}
# shellcheck disable=SC2034 # A lie may use it.
asked=$(printf '%s\n' "$script" | sed -n 's/^section \([a-z]*\)$/\1/p')
sequence=0

value() { printf '%s\n' "$script" | sed -n "s/^$1=//p" | head -n 1; }

frame() {
  printf '@%s %s %s %s %s\n' "$nonce" "$1" "$sequence" "${#2}" "$2"
  sequence=$((sequence + 1))
}

end() {
  frame "$1" "end records=$sequence status=complete"
  sequence=0
}

finish() { frame - "finish sections=$1"; }

nonce=$(value NONCE)
if [ -f "/srv/lies/$step" ]; then
  # shellcheck disable=SC1090 # A test writes it.
  . "/srv/lies/$step"
else
  printf '%s\n' "$script" | sh -s
fi
