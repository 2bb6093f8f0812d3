# watch: looks for who wakes or starts again what was frozen, and freezes that too.
# Needs: identify, snapshot, never, members, hold. Output: variable WATCH_LOST. ATT&CK: none.
# Who runs something out of the target's scratch directory is held at once (accomplices); everybody
# else only after it was seen to bring the target back, and unless it listens or has a terminal.
# A watchdog looks about once a second, and on a loaded host its turns take as much longer as ours:
# so quiet is a number of our turns too. What looks less often is found by the next sweep.
WATCH_QUIET_CS=200
WATCH_QUIET_TURNS=8
WATCH_QUIET_CS_MAX=400
WATCH_CS_MAX=1200
FUTILE_ROUNDS_MAX=4

# hold_word: holds WORD unless it is held, within the bound.
hold_word() {
  split_member "$WORD"
  case " $HELD " in *" $M_PID,$M_START,"*) return 1 ;; esac
  # shellcheck disable=SC2086
  set -- $HELD
  if [ $# -ge "$MEMBERS_MAX" ]; then
    WATCH_LOST="more than $MEMBERS_MAX processes belong to it"
    return 1
  fi
  hold_one "$WORD" && FOUND_NEW=yes
}

# hold_rest: what the held have started since, until nothing new is found.
hold_rest() {
  rest_round=0
  FOUND_NEW=yes
  while [ "$FOUND_NEW" = yes ] && [ "$rest_round" -lt 10 ]; do
    rest_round=$((rest_round + 1))
    FOUND_NEW=no
    snapshot
    held_pids
    # shellcheck disable=SC2086
    for rest_pid in $(descendants $ROOT_PIDS); do
      case $HELD_PIDS in *" $rest_pid "*) continue ;; esac
      ! refusal "$rest_pid" child && word_of "$rest_pid" child && hold_word
    done
    for rest_pid in $(accomplices); do
      case $HELD_PIDS in *" $rest_pid "*) continue ;; esac
      may_follow "$rest_pid" && word_of "$rest_pid" respawner && hold_word
    done
    [ "$TARGET_OWN" = yes ] || continue
    for rest_pid in $(same_program); do
      case $HELD_PIDS in *" $rest_pid "*) continue ;; esac
      container_of "$PROC/$rest_pid"
      [ -z "$CONTAINER_NOW" ] || continue
      ! refusal "$rest_pid" same-program && word_of "$rest_pid" same-program && hold_word
    done
  done
}

# held_pids: sets HELD_PIDS to all, ROOT_PIDS to those whose children are theirs: not of whoever
# only starts it again, who may have started others.
held_pids() {
  HELD_PIDS=' '
  ROOT_PIDS=
  for held_word in $HELD; do
    held_pid=${held_word%%,*}
    HELD_PIDS="$HELD_PIDS$held_pid "
    case $held_word in *,respawner,*) ;; *) ROOT_PIDS="$ROOT_PIDS $held_pid" ;; esac
  done
}

# copy_of_target PID: does a process that came since do what the target did?
copy_of_target() {
  case " $OWN$$ " in *" $1 "*) return 1 ;; esac
  exe_id "$PROC/$1" || return 1
  exe_text
  container_of "$PROC/$1"
  [ -z "$CONTAINER_NOW" ] || return 1
  if [ "$TARGET_OWN" = yes ]; then
    [ "$EXE_ID" != "$EXE" ] || return 0
    case $TARGET_PATH in
      /memfd:*) ;;
      *) [ "$EXE_PATH" != "$TARGET_PATH" ] || return 0 ;;
    esac
  fi
  argv_of "$PROC/$1" 4096
  [ "$ARGV" = "$TARGET_ARGV" ] && [ -n "$ARGV" ] || return 1
  [ "$(uid_of "$1")" = "$TARGET_UID" ] || return 1
  package_of "$EXE_PATH"
  # The same words to the same shell; a shell alone with no words is anybody's.
  [ -z "$PACKAGE_STATE" ] && ! system_path "$EXE_PATH" && return 0
  [ "$ARGC" -ge 2 ] && [ "$EXE_PATH" = "$TARGET_PATH" ]
}

# related STRENGTH: numbers of processes that may be what wakes it. `near`: same process group, a
# scratch directory shared, its path among their words. `far`: also its session and ancestors.
related() {
  related_list=$(printf '%s\n' "$SNAP" | awk -v strength="$1" -v pid="$PID" -v session="$TARGET_SESSION" -v pgrp="$TARGET_PGRP" '
    { parent[$1] = $2; if ((pgrp > 0 && $5 == pgrp) || (strength == "far" && session > 0 && $6 == session)) print $1 }
    END { if (strength == "far") for (n = 0; n < 64 && parent[pid] > 1; n++) { pid = parent[pid]; print pid } }')
  related_path=$TARGET_PATH
  [ "$TARGET_OWN" = yes ] || related_path=$(printf '%s\n' "$TARGET_ARGV" | sed -n '2,$ { /^\/./ { p; q; } }')
  case $related_path in
    *"$NL"* | /memfd:*) ;;
    /?*/?*)
      related_list="$related_list $(with_words "$related_path")"
      ;;
  esac
  related_cwd=$(readlink "$PROC/$PID/cwd" 2>/dev/null)
  case $related_cwd in
    *"$NL"*) ;;
    /tmp | /tmp/* | /var/tmp | /var/tmp/* | /dev/shm | /dev/shm/* | /run/user/*)
      related_list="$related_list $(
        set +f
        # shellcheck disable=SC2012
        ls -nd "$PROC"/[0-9]*/cwd 2>/dev/null | related_cwd=$related_cwd awk -v PROC="$PROC" '
          { at = index($0, " " PROC "/"); rest = substr($0, at + length(PROC) + 2); to = index(rest, "/cwd -> ") }
          at && to && substr(rest, to + 8) == ENVIRON["related_cwd"] { print substr(rest, 1, to - 1) }'
      )"
      ;;
  esac
  printf '%s\n' "$related_list"
}

# hold_related STRENGTH
hold_related() {
  for hold_related_pid in $(related "$1"); do
    case $HELD_PIDS in *" $hold_related_pid "*) continue ;; esac
    may_follow "$hold_related_pid" && word_of "$hold_related_pid" respawner && hold_word
  done
}

# hold_copies: every copy that came since, and whoever started it.
hold_copies() {
  for copies_pid in $(newcomers); do
    held_pids
    case $HELD_PIDS in *" $copies_pid "*) continue ;; esac
    copy_of_target "$copies_pid" || continue
    refusal "$copies_pid" same-program && continue
    copies_parent=0
    read_stat "$PROC/$copies_pid/stat" && copies_parent=$S_PPID
    { word_of "$copies_pid" same-program && hold_word; } || continue
    FOUND_NEW=yes
    held_pids
    case $HELD_PIDS in *" $copies_parent "*) continue ;; esac
    if [ "$copies_parent" -gt 1 ] && may_follow "$copies_parent"; then
      word_of "$copies_parent" respawner && hold_word
    else
      hold_related near
    fi
  done
}

# hold_resumed: whoever runs again although it was stopped, and whoever did that.
hold_resumed() {
  resumed_any=no
  for resumed_word in $HELD; do
    case $resumed_word in *,signal) ;; *) continue ;; esac
    split_member "$resumed_word"
    { read_stat "$PROC/$M_PID/stat" && [ "$S_START" = "$M_START" ]; } || continue
    # D: the stop is pending, it will come when the kernel lets go.
    case $S_STATE in Z) [ "$S_THREADS" -gt 1 ] || continue ;; X | D) continue ;; esac
    stopped "$M_PID" && continue
    resumed_any=yes
  done
  [ "$resumed_any" = yes ] || return 0
  held_pids
  resumed_before=$HELD
  hold_related "$RESUMED_STRENGTH"
  # A round that held nobody new has not found who does it.
  if [ "$HELD" = "$resumed_before" ]; then
    FUTILE_ROUNDS=$((FUTILE_ROUNDS + 1))
    RESUMED_STRENGTH=far
  fi
  FOUND_NEW=yes
  for resumed_word in $HELD; do
    case $resumed_word in *,signal) hold_one "${resumed_word%,signal}" ;; esac
  done
}

# watch: until nothing has come back for long enough. Sets WATCH_LOST where something does not stay.
watch() {
  FUTILE_ROUNDS=0
  RESUMED_STRENGTH=near
  watch_turns=0
  now_cs
  watch_began=$NOW
  watch_quiet=$NOW
  while :; do
    nap
    watch_turns=$((watch_turns + 1))
    FOUND_NEW=no
    snapshot
    hold_resumed
    hold_copies
    if [ "$FOUND_NEW" = yes ]; then
      hold_rest
      settle
      now_cs
      watch_quiet=$NOW
      watch_turns=0
    else
      held_pids
      # shellcheck disable=SC2086
      for watch_pid in $(descendants $ROOT_PIDS); do
        case $HELD_PIDS in *" $watch_pid "*) ;; *) refusal "$watch_pid" child || FOUND_NEW=yes ;; esac
      done
      if [ "$FOUND_NEW" = yes ]; then
        FOUND_NEW=no
        hold_rest
        settle
      fi
    fi
    now_cs
    watch_for=$((NOW - watch_quiet))
    if [ "$watch_for" -ge "$WATCH_QUIET_CS" ] && [ "$watch_turns" -ge "$WATCH_QUIET_TURNS" ]; then return 0; fi
    [ "$watch_for" -lt "$WATCH_QUIET_CS_MAX" ] || return 0
    if [ "$FUTILE_ROUNDS" -gt "$FUTILE_ROUNDS_MAX" ] || [ $((NOW - watch_began)) -gt "$WATCH_CS_MAX" ]; then
      WATCH_LOST='something that is not frozen keeps bringing it back'
      return 0
    fi
  done
}
