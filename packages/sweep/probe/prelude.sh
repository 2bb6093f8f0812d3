# The frame that every section runs in. The assembler prepends NONCE, WALL_SECONDS_MAX,
# CPU_SECONDS_MAX and JUDGE (the generated verdict rules), wraps everything in main(), so that a
# script cut off on its way runs nothing, and calls main with stdin from /dev/null.

set -u
set -f
umask 077
PATH=/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin
LC_ALL=C
export PATH LC_ALL
# A hostile profile or rootkit loader must not decide what our own tools do.
unset ENV BASH_ENV CDPATH GREP_OPTIONS GREP_COLORS POSIXLY_CORRECT TZDIR LS_COLORS AWKPATH
unset LD_PRELOAD LD_LIBRARY_PATH LD_AUDIT LD_DEBUG
unalias -a 2>/dev/null
IFS='
 	'
# -t: a runaway child is ended by the kernel. -f: the first byte written to any regular file ends
# the writer, so "writes nothing" is enforced, not promised. -c: no core file either.
ulimit -t "$CPU_SECONDS_MAX" 2>/dev/null
ulimit -f 0 2>/dev/null
ulimit -c 0 2>/dev/null
renice -n 19 -p $$ >/dev/null 2>&1 || renice 19 -p $$ >/dev/null 2>&1
ionice -c 3 -p $$ >/dev/null 2>&1

# A fixture tree stands in for the host in unit tests; on a host both are the real ones.
PROC=${VEDETTE_PROC:-/proc}
ROOT=${VEDETTE_ROOT:-}

# Killing the ssh client does not end the remote side, so the probe ends itself: after
# WALL_SECONDS_MAX its whole process group goes, hung children included.
(
  exec </dev/null >/dev/null 2>&1
  trap 'kill "$nap" 2>/dev/null; exit 0' TERM
  sleep "$WALL_SECONDS_MAX" &
  nap=$!
  wait "$nap"
  kill -KILL 0
) &
WATCHDOG=$!

# The watchdog's only child is asleep and holds nothing, so ending both leaves nothing running.
stand_down() {
  kill -TERM "$WATCHDOG" 2>/dev/null
  wait "$WATCHDOG" 2>/dev/null
}
trap 'stand_down; exit 130' HUP INT TERM

# have TOOL: is the tool here?
have() { command -v "$1" >/dev/null 2>&1; }

# esc TEXT: sets ESC to TEXT with every byte outside [A-Za-z0-9_.:/,@+-] as %XX. Forks only for
# text that needs it; cut at 1024 bytes, because a name is no place for a payload.
esc() {
  ESC=$1
  [ ${#ESC} -le 1024 ] || ESC=$(printf %.1024s "$ESC")
  case $ESC in
    *[!A-Za-z0-9_.:/,@+-]*)
      ESC=$(printf %s "$ESC" | od -An -v -tx1 | awk '
        BEGIN { for (i = 32; i < 127; i++) { c = sprintf("%c", i); if (c ~ /[A-Za-z0-9_.:\/,@+-]/) safe[sprintf("%02x", i)] = c } }
        { for (i = 1; i <= NF; i++) printf "%s", ($i in safe) ? safe[$i] : "%" toupper($i) }')
      ;;
  esac
}

# item SUBJECT KEY VALUE EVIDENCE [NAME VALUE]...: one thing that is judged, and compared with the
# baseline under (SUBJECT, KEY). VALUE is what must not change unnoticed, usually a digest.
# EVIDENCE is a comma list of codes from the table in src/checks, or empty.
item() {
  esc "$1"; LINE="item subject=$ESC"
  esc "$2"; LINE="$LINE key=$ESC"
  esc "$3"; LINE="$LINE value=$ESC"
  LINE="$LINE evidence=$4"
  shift 4
  while [ $# -ge 2 ]; do
    esc "$2"; LINE="$LINE $1=$ESC"
    shift 2
  done
  printf '%s\n' "$LINE"
}

# gap CHECK blind|limited REASON: something that could not be seen, never left unsaid.
gap() {
  esc "$3"
  printf 'gap check=%s effect=%s reason=%s\n' "$1" "$2" "$ESC"
}

# section NAME: runs sec_NAME, judges and frames what it prints. The last line "done" proves that
# the section came to its end; without it the frame's end says incomplete.
section() {
  { "sec_$1" </dev/null && echo 'done'; } | awk -v nonce="$NONCE" -v section="$1" "$JUDGE"
}
