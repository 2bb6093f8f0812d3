# identify: who a process is, read so that neither a name nor a reused number can lie.
# Needs: /proc/PID/{stat,exe,task}, stat, readlink, timeout where there is one.
# Output: variables S_*, EXE_ID, EXE_TEXT; no frames. ATT&CK: none.
NL='
'
TAB='	'
# A read that hangs (argument pages or a program on a dead mount) is given up. KILL, because a read
# that waits for a server answers to nothing else; it ends our own reader only.
READ_SECONDS_MAX=5
# An older busybox wants its seconds behind -t: then no read is bounded but by the whole step.
# The timeout of busybox leaves somebody behind for a second, in a session of its own: it must not
# keep the way to the frames open (4), and is known again by VEDETTE_STEP.
VEDETTE_STEP=$NONCE
export VEDETTE_STEP
if timeout -s KILL 1 true 2>/dev/null; then bounded() { timeout -s KILL "$READ_SECONDS_MAX" "$@" 4>&-; }; else bounded() { "$@"; }; fi

# read_stat FILE: sets S_STATE, S_PPID, S_PGRP, S_SESSION, S_TTY, S_FLAGS, S_THREADS, S_START.
# The name in it may hold newlines and ") ": all lines are one, cut at the last ") ".
read_stat() {
  S_TEXT=
  while IFS= read -r S_LINE || [ -n "$S_LINE" ]; do
    S_TEXT="$S_TEXT$S_LINE$NL"
  done 2>/dev/null <"$1"
  case $S_TEXT in *') '*) ;; *) return 1 ;; esac
  # shellcheck disable=SC2086
  set -- ${S_TEXT##*') '}
  [ $# -ge 20 ] || return 1
  S_STATE=$1 S_PPID=$2 S_PGRP=$3 S_SESSION=$4 S_TTY=$5 S_FLAGS=$7
  shift 17
  S_THREADS=$1 S_START=$3
}

# exe_id DIR: sets EXE_ID (device:inode) and EXE_FILE. Where the first thread has ended while others
# go on, /proc/PID/exe is empty and theirs is not.
exe_id() {
  EXE_FILE=$1/exe
  EXE_ID=$(bounded stat -L -c '%d:%i' "$EXE_FILE" 2>/dev/null) && return 0
  # It has one, which cannot be reached: the same is true of every thread.
  ! readlink "$EXE_FILE" >/dev/null 2>&1 || { EXE_ID=; return 1; }
  set +f
  set -- "$1"/task/[0-9]*/exe
  set -f
  for EXE_FILE; do
    EXE_ID=$(bounded stat -L -c '%d:%i' "$EXE_FILE" 2>/dev/null) && return 0
  done
  EXE_ID=
  return 1
}

# exe_text: after exe_id: sets EXE_TEXT to what the kernel calls the program, EXE_PATH to that
# without " (deleted)", EXE_LINKS to its link count. Newlines are kept.
exe_text() {
  EXE_TEXT=$(readlink "$EXE_FILE" 2>/dev/null && printf x) || EXE_TEXT=x
  EXE_TEXT=${EXE_TEXT%x}
  EXE_TEXT=${EXE_TEXT%"$NL"}
  EXE_PATH=${EXE_TEXT% (deleted)}
  EXE_LINKS=$(bounded stat -L -c %h "$EXE_FILE" 2>/dev/null) || EXE_LINKS=
}

# argv_of DIR BYTES: sets ARGV to its words, a newline after each, and ARGC to their number.
argv_of() {
  ARGV=$(bounded head -c "$2" "$1/cmdline" 2>/dev/null | tr '\000' '\n')
  argv_ifs=$IFS
  IFS=$NL
  # shellcheck disable=SC2086
  set -- $ARGV
  IFS=$argv_ifs
  ARGC=$#
}

# container_of DIR: sets CONTAINER_NOW to the 64 digits by which an engine names a control group,
# CONTAINER_KIND to docker, podman or other. Root can put any process there: to be verified.
container_of() {
  CONTAINER_NOW=
  CONTAINER_KIND=
  while IFS= read -r container_line; do
    case $container_line in
      *libpod*) container_kind=podman ;;
      *docker*) container_kind=docker ;;
      *) container_kind=other ;;
    esac
    container_left=$container_line
    while [ -n "$container_left" ]; do
      container_part=${container_left%%/*}
      case $container_left in */*) container_left=${container_left#*/} ;; *) container_left= ;; esac
      container_part=${container_part%.scope}
      container_part=${container_part##*[-:]}
      case $container_part in *[!0-9a-f]*) continue ;; esac
      [ ${#container_part} -eq 64 ] || continue
      # The innermost: an engine within a container has containers of its own.
      CONTAINER_NOW=$container_part
      CONTAINER_KIND=$container_kind
    done
    [ -z "$CONTAINER_NOW" ] || return 0
  done 2>/dev/null <"$1/cgroup"
}

# target_check DIR: is what is there still what was judged? Sets RESULT and WHAT.
target_check() {
  RESULT=same
  WHAT=
  boot_now=
  read -r boot_now 2>/dev/null <"$PROC/sys/kernel/random/boot_id"
  # shellcheck disable=SC2153
  if [ "$boot_now" != "$BOOT" ]; then
    RESULT=changed WHAT=boot
  elif ! read_stat "$1/stat"; then
    RESULT=gone
  elif [ "$S_START" != "$START" ]; then
    RESULT=changed WHAT=start
  elif [ "$S_STATE" = X ] || { [ "$S_STATE" = Z ] && [ "$S_THREADS" -le 1 ]; }; then
    RESULT=gone
  else
    exe_id "$1"
    container_of "$1"
    if ! read_stat "$1/stat"; then
      RESULT=gone
    elif [ "$EXE_ID" != "$EXE" ]; then
      RESULT=changed WHAT=exe
    elif [ -n "$CONTAINER" ] && [ "$CONTAINER" != "$CONTAINER_NOW" ]; then
      RESULT=changed WHAT=container
    fi
  fi
}

# say_target DIR: the check as a frame; fails unless it is the same.
say_target() {
  target_check "$1"
  printf 'target result=%s%s\n' "$RESULT" "${WHAT:+ what=$WHAT}"
  [ "$RESULT" = same ]
}

# outcome RESULT [DETAIL]
outcome() {
  esc "${2:-}"
  ESC=$(printf %.400s "$ESC")
  # A cut may not fall within an escape.
  case $ESC in *%) ESC=${ESC%?} ;; *%?) ESC=${ESC%??} ;; esac
  printf 'outcome result=%s detail=%s\n' "$1" "$ESC"
}

# split_member WORD: sets M_PID, M_START, M_EXE (empty if unknown), M_ROLE, M_STOPPED.
split_member() {
  split_ifs=$IFS
  IFS=,
  # shellcheck disable=SC2086
  set -- $1
  IFS=$split_ifs
  M_PID=$1 M_START=$2 M_EXE=${3#-} M_ROLE=$4 M_STOPPED=$5
}

# say_member WORD: a member as a frame, with what it calls itself now.
say_member() {
  split_member "$1"
  exe_id "$PROC/$M_PID"
  exe_text
  argv_of "$PROC/$M_PID" 512
  esc "$ARGV"; say_argv=$ESC
  esc "$EXE_TEXT"
  printf 'member pid=%s start=%s exe=%s role=%s stopped=%s argv=%s path=%s\n' \
    "$M_PID" "$M_START" "$M_EXE" "$M_ROLE" "$M_STOPPED" "$say_argv" "$ESC"
}

# now_cs: sets NOW to hundredths of a second since boot.
now_cs() {
  read -r NOW _ <"$PROC/uptime"
  NOW=${NOW%.*}${NOW#*.}
}

nap() { sleep 0.2 2>/dev/null || sleep 1; }
