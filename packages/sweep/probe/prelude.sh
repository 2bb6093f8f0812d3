# The frame that every section runs in. The assembler prepends NONCE, WALL_SECONDS_MAX,
# CPU_SECONDS_MAX, wraps everything in one function, so that a script cut off on its way runs
# nothing, and calls it with stdin from /dev/null.

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
# Containment writes to control groups alone, for which it lifts a soft limit around each write;
# the nonce says so, because no environment of a host can know it.
ulimit -t "$CPU_SECONDS_MAX" 2>/dev/null
if [ "${CONTAINS:-}" = "$NONCE" ]; then ulimit -S -f 0 2>/dev/null; else ulimit -f 0 2>/dev/null; fi
ulimit -c 0 2>/dev/null
# A freeze must not wait for the processor behind what it is to freeze.
if [ "${CONTAINS:-}" != "$NONCE" ]; then
  renice -n 19 -p $$ >/dev/null 2>&1 || renice 19 -p $$ >/dev/null 2>&1
  ionice -c 3 -p $$ >/dev/null 2>&1
fi

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

# limit COMMAND…: what hangs (argument pages or a directory on a dead file system) is given up.
if have timeout; then limit() { timeout 5 "$@"; }; else limit() { "$@"; }; fi

# esc TEXT: sets ESC to TEXT with every byte outside [A-Za-z0-9_.:/,@+-] as %XX; cut at 1024
# bytes, because a name is no place for a payload. What is printable ASCII needs no fork.
esc() {
  ESC=$1
  case $ESC in *[!A-Za-z0-9_.:/,@+-]*) ;; *) [ ${#ESC} -gt 1024 ] || return 0 ;; esac
  [ ${#ESC} -le 1024 ] || ESC=$(printf %.1024s "$ESC")
  esc_rest=$ESC
  ESC=
  while [ -n "$esc_rest" ]; do
    esc_safe=${esc_rest%%[!A-Za-z0-9_.:/,@+-]*}
    esc_rest=${esc_rest#"$esc_safe"}
    ESC=$ESC$esc_safe
    [ -n "$esc_rest" ] || break
    esc_byte=${esc_rest%"${esc_rest#?}"}
    case $ESC_HEX in
      *"$esc_byte"[2-7]*)
        esc_hex=${ESC_HEX#*"$esc_byte"}
        ESC=$ESC%${esc_hex%"${esc_hex#??}"}
        esc_rest=${esc_rest#?}
        ;;
      *)
        ESC=$ESC$(printf %s "$esc_rest" | od -An -v -tx1 | awk '
          BEGIN { for (i = 32; i < 127; i++) { c = sprintf("%c", i); if (c ~ /[A-Za-z0-9_.:\/,@+-]/) safe[sprintf("%02x", i)] = c } }
          { for (i = 1; i <= NF; i++) printf "%s", ($i in safe) ? safe[$i] : "%" toupper($i) }')
        esc_rest=
        ;;
    esac
  done
}
# Each with its code behind it.
ESC_HEX=' 20!21"22#23$24%25&26'\''27(28)29*2A;3B<3C=3D>3E?3F[5B\5C]5D^5E`60{7B|7C}7D~7E'

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

# section NAME: runs sec_NAME, in a shell of its own, so that one that ends early ends no other. An
# awk that reads a pipe waits for a whole buffer: the blanks after "done" fill it.
section() {
  printf '@@%s section %s\n' "$NONCE" "$1"
  ("sec_$1" </dev/null) && printf '@@%s done%4096s\n' "$NONCE" ''
}
