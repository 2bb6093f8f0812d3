# hold: stops one process, proves that it is still the one, and lets go at once if it is not.
# Needs: identify, cgroup. Output: `undone`; variables HELD (words with HOW at the end), HOLD_WHY.
# ATT&CK: none.

# hold_one WORD: fails with HOLD_WHY gone or changed where it is not held.
hold_one() {
  split_member "$1"
  HOLD_WHY=gone
  # Pins the process: once it has ended, reads below fail, though its number may be another's.
  cd "$PROC/$M_PID" 2>/dev/null || return 1
  hold_pinned "$1"
  hold_result=$?
  cd /
  return "$hold_result"
}

hold_pinned() {
  read_stat ./stat || return 1
  [ "$S_START" = "$M_START" ] || { HOLD_WHY=changed; return 1; }
  case $S_STATE in
    X) return 1 ;;
    Z) [ "$S_THREADS" -gt 1 ] || return 1 ;;
  esac
  hold_same_exe || return 1
  kill -STOP "$M_PID" 2>/dev/null || return 1
  # From here the number may have become somebody else's: whatever does not verify is let go.
  if ! hold_still; then
    kill -CONT "$M_PID" 2>/dev/null
    hold_undone
    return 1
  fi
  HOW=signal
  hold_ladder=$LADDER
  # A first thread that has ended stays in its control group when the others are moved: the group
  # that they are in would not name them. A STOP reaches all of them.
  [ "$S_STATE" != Z ] || hold_ladder=signal
  for hold_version in $hold_ladder; do
    if [ "$hold_version" != signal ] && group_hold "$hold_version" . "$M_PID"; then
      HOW=cgroup$hold_version
      break
    fi
  done
  if ! hold_still; then
    if [ "$HOW" != signal ]; then
      group_home "$GROUP"
      write_group "$HOME_GROUP/cgroup.procs" "$M_PID"
      rmdir "$GROUP" 2>/dev/null
    fi
    kill -CONT "$M_PID" 2>/dev/null
    hold_undone
    return 1
  fi
  if [ "$HOW" != signal ]; then
    case $NL$HOLD_GROUPS in *"$NL$GROUP$NL"*) ;; *) HOLD_GROUPS="$HOLD_GROUPS$GROUP$NL" ;; esac
  fi
  case " $HELD " in *" $M_PID,$M_START,"*) ;; *) HELD="$HELD${HELD:+ }$1,$HOW" ;; esac
  HOLD_WHY=
}

hold_undone() { printf 'undone pid=%s why=%s\n' "$M_PID" "$HOLD_WHY"; }

# hold_still: is the pinned process there, with the same start and program?
hold_still() {
  HOLD_WHY=gone
  read_stat ./stat || return 1
  [ "$S_START" = "$M_START" ] || { HOLD_WHY=changed; return 1; }
  [ "$S_STATE" != X ] || return 1
  hold_same_exe
}

hold_same_exe() {
  [ -n "$M_EXE" ] || return 0
  exe_id .
  [ "$EXE_ID" = "$M_EXE" ] && return 0
  HOLD_WHY=changed
  read_stat ./stat || HOLD_WHY=gone
  return 1
}

# settle: waits until the control groups are frozen, then takes back the STOP: the freezer holds
# them now, and a thaw finds them as they were. A STOP has no effect on who waits in the kernel
# until it comes back, so both are looked at by what the kernel says.
settle() {
  settle_ifs=$IFS
  IFS=$NL
  for settle_group in $HOLD_GROUPS; do
    IFS=$settle_ifs
    group_wait "$settle_group" || SETTLE_LATE="$SETTLE_LATE $settle_group"
  done
  IFS=$settle_ifs
  for settle_word in $HELD; do
    case $settle_word in *,0,cgroup?) ;; *) continue ;; esac
    case " $SETTLED " in *" $settle_word "*) continue ;; esac
    split_member "$settle_word"
    # In a group that is late the STOP is all that holds it.
    held_state "$M_PID"
    case $HELD_STATE in frozen) ;; *) continue ;; esac
    cd "$PROC/$M_PID" 2>/dev/null || continue
    if read_stat ./stat && [ "$S_START" = "$M_START" ] && [ "$S_STATE" != X ]; then kill -CONT "$M_PID" 2>/dev/null; fi
    cd /
    SETTLED="$SETTLED $settle_word"
  done
  IFS=$NL
  for settle_group in $HOLD_GROUPS; do
    IFS=$settle_ifs
    group_wait "$settle_group" || SETTLE_LATE="$SETTLE_LATE $settle_group"
  done
  IFS=$settle_ifs
}

# stopped PID: stopped by a signal? Of a process whose first thread ended, the others tell.
stopped() {
  read_stat "$PROC/$1/stat" || return 1
  case $S_STATE in
    T | t) return 0 ;;
    Z)
      set +f
      set -- "$PROC/$1"/task/[0-9]*/stat
      set -f
      stopped_any=1
      for stopped_file; do
        read_stat "$stopped_file" || continue
        case $S_STATE in
          T | t) stopped_any=0 ;;
          Z | X) ;;
          *) return 1 ;;
        esac
      done
      return "$stopped_any"
      ;;
  esac
  return 1
}

# held_state PID: sets HELD_STATE to frozen, stopped, running or gone.
held_state() {
  HELD_STATE=gone
  read_stat "$PROC/$1/stat" || return
  case $S_STATE in
    X) return ;;
    Z) [ "$S_THREADS" -gt 1 ] || return ;;
  esac
  for state_version in 2 1; do
    cgroup_dir "$state_version" "$PROC/$1" || continue
    case $GROUP_AT/ in
      */vedette-"$ACTION"/*)
        if group_frozen "$GROUP_AT"; then
          HELD_STATE=frozen
          return
        fi
        ;;
    esac
  done
  HELD_STATE=running
  ! stopped "$1" || HELD_STATE=stopped
}
