# members: which processes are one piece of malware, and by which method they are held.
# Needs: identify, snapshot, never, cgroup. Output: variables TARGET_*, MEMBERS, METHOD_NOW.
# ATT&CK: none.
MEMBERS_MAX=256

# know_target: after target_check: what other processes are compared with.
know_target() {
  exe_id "$PROC/$PID"
  exe_text
  TARGET_PATH=$EXE_PATH
  TARGET_FILE=$EXE_FILE
  # Of its own, and nobody else's: then whoever runs it is part of it. A shell is everybody's.
  TARGET_OWN=no
  case $EXE_TEXT in
    /memfd:*) TARGET_OWN=yes ;;
    *)
      if [ "$EXE_LINKS" = 0 ]; then
        # A shell that was upgraded while it ran is still a shell.
        package_of "$EXE_PATH"
        [ -n "$PACKAGE_STATE" ] || TARGET_OWN=yes
      elif ! system_path "$EXE_PATH" || { [ -d "$ROOT/var/lib/dpkg/info" ] || [ -r "$ROOT/lib/apk/db/installed" ]; }; then
        package_of "$EXE_TEXT"
        [ -n "$PACKAGE_STATE" ] || TARGET_OWN=yes
      fi
      # Where no package can be asked, a shell is known by its name alone.
      ! { system_path "$EXE_PATH" && interpreter "$EXE_PATH"; } || TARGET_OWN=no
      ;;
  esac
  argv_of "$PROC/$PID" 4096
  TARGET_ARGV=$ARGV
  runs_path
  TARGET_RUNS=$RUNS
  TARGET_UID=$(uid_of "$PID")
  read_stat "$PROC/$PID/stat"
  TARGET_SESSION=$S_SESSION TARGET_PGRP=$S_PGRP
}

uid_of() { awk '/^Uid:/ { print $2; exit }' "$PROC/$1/status" 2>/dev/null; }

# word_of PID ROLE: sets WORD to the member's word, as it is now; fails where it has gone.
word_of() {
  read_stat "$PROC/$1/stat" || return 1
  word_start=$S_START
  case $S_STATE in
    Z) [ "$S_THREADS" -gt 1 ] || return 1 ;;
    X) return 1 ;;
  esac
  word_stopped=0
  # Of who came after the plan it cannot be told whether a freeze that was cut off has stopped it:
  # held for ever would be worse than woken.
  [ "$S_STATE" != T ] || [ -n "${HOLDING:-}" ] || word_stopped=1
  exe_id "$PROC/$1"
  WORD=$1,$word_start,${EXE_ID:--},$2,$word_stopped
}

# gather_members: sets MEMBERS to the words of the target and of all that belong to it, parents
# first; fails with REFUSED where there are too many.
gather_members() {
  word_of "$PID" target || return 0
  MEMBERS=$WORD
  members_roots=$PID
  members_count=1
  if [ "$TARGET_OWN" = yes ]; then
    for members_pid in $(same_program); do
      if [ "$members_pid" = "$PID" ]; then continue; fi
      container_of "$PROC/$members_pid"
      { [ -z "$CONTAINER_NOW" ] && ! refusal "$members_pid" same-program; } || continue
      word_of "$members_pid" same-program || continue
      add_member || return 1
      members_roots="$members_roots $members_pid"
    done
  fi
  members_known=" $members_roots "
  # shellcheck disable=SC2086
  for members_pid in $(descendants $members_roots); do
    members_known="$members_known$members_pid "
    { ! refusal "$members_pid" child && word_of "$members_pid" child; } || continue
    add_member || return 1
  done
  for members_pid in $(accomplices); do
    case $members_known in *" $members_pid "*) continue ;; esac
    { may_follow "$members_pid" && word_of "$members_pid" respawner; } || continue
    add_member || return 1
  done
}

# runs_path: after exe_text and argv_of: sets RUNS to the program, or the script that a shell runs.
runs_path() {
  RUNS=$EXE_PATH
  system_path "$EXE_PATH" && interpreter "$EXE_PATH" || return 0
  RUNS=$(printf '%s' "$ARGV" | sed -n '2 { /^-[a-z]*c$/q; }; 2,$ { /^\/./ { p; q; } }')
}

# accomplices: numbers of those that are held with the target from the start, before they bring it
# back: of its user, they run what lies in the same scratch directory. One that is everybody's (/tmp
# itself) counts only within the target's session or process group.
ACCOMPLICES_ASKED_MAX=64
accomplices() {
  accomplice_dir=${TARGET_RUNS%/*}
  case $TARGET_RUNS in
    *"$NL"* | *"$TAB"*) return ;;
    /tmp/*/* | /var/tmp/*/* | /dev/shm/*/* | /run/user/*/*/*) accomplice_open=no ;;
    /tmp/* | /var/tmp/* | /dev/shm/* | /run/user/*/*) accomplice_open=yes ;;
    *) return ;;
  esac
  # Whose program is there, by its link; and who has such a path among its words.
  accomplice_programs=$(
    set +f
    # shellcheck disable=SC2012
    ls -nd "$PROC"/[0-9]*/exe 2>/dev/null | accomplice_dir=$accomplice_dir awk -v PROC="$PROC" '
      { at = index($0, " " PROC "/"); rest = substr($0, at + length(PROC) + 2); to = index(rest, "/exe -> ") }
      at && to && index(substr(rest, to + 8), ENVIRON["accomplice_dir"] "/") == 1 { print substr(rest, 1, to - 1) }'
  )
  accomplice_words=$(with_words "$accomplice_dir/")
  for accomplice_pid in $(printf '%s\n%s\n' "$accomplice_programs" "$accomplice_words" |
    awk -v max="$ACCOMPLICES_ASKED_MAX" '/^[0-9]+$/ && !seen[$1]++ && ++n <= max'); do
    [ "$accomplice_pid" != "$PID" ] || continue
    read_stat "$PROC/$accomplice_pid/stat" || continue
    if [ "$accomplice_open" = yes ]; then
      { [ "$S_SESSION" -gt 0 ] && [ "$S_SESSION" = "$TARGET_SESSION" ]; } ||
        { [ "$S_PGRP" -gt 0 ] && [ "$S_PGRP" = "$TARGET_PGRP" ]; } || continue
    fi
    [ "$(uid_of "$accomplice_pid")" = "$TARGET_UID" ] || continue
    exe_id "$PROC/$accomplice_pid" || continue
    exe_text
    argv_of "$PROC/$accomplice_pid" 4096
    runs_path
    [ "${RUNS%/*}" = "$accomplice_dir" ] || continue
    container_of "$PROC/$accomplice_pid"
    [ -z "$CONTAINER_NOW" ] || continue
    printf '%s\n' "$accomplice_pid"
  done
}

add_member() {
  members_count=$((members_count + 1))
  if [ "$members_count" -gt "$MEMBERS_MAX" ]; then
    REFUSED=too-many-members REFUSED_WHY="more than $MEMBERS_MAX processes belong to it"
    return 1
  fi
  MEMBERS="$MEMBERS $WORD"
}

# choose_method: sets METHOD_NOW for a bare process.
choose_method() {
  if read_stat "$PROC/$PID/stat" && [ "$S_STATE" = Z ]; then METHOD_NOW=signal
  elif cgroup_usable 2 "$PROC/$PID"; then METHOD_NOW=cgroup2
  elif cgroup_usable 1 "$PROC/$PID"; then METHOD_NOW=cgroup1
  else METHOD_NOW=signal
  fi
}

# judge_target: everything for which a target is refused, and for a container its verification.
# Sets METHOD_NOW to container where it is of one. Fails with REFUSED.
judge_target() {
  own_lineage
  cgroup_mounts
  METHOD_NOW=
  REFUSED=
  if [ -z "$EXE_ID" ]; then
    # A thread of the kernel has no program either, and is told apart by the list.
    refusal "$PID" contained || { REFUSED=no-identity REFUSED_WHY='its program cannot be read'; }
    return 1
  fi
  container_of "$PROC/$PID"
  if [ -n "$CONTAINER_NOW" ]; then
    ! refusal "$PID" contained || return 1
    container_verify || return 1
    METHOD_NOW=container
  else
    if refusal "$PID" target; then
      # What ended meanwhile has no program either: there is nobody to refuse.
      if [ "$REFUSED" = no-identity ]; then
        target_check "$PROC/$PID"
        [ "$RESULT" = same ] || REFUSED=
      fi
      return 1
    fi
  fi
  if ! kill -0 "$PID" 2>/dev/null; then
    target_check "$PROC/$PID"
    # It ended meanwhile: there is nobody to refuse.
    [ "$RESULT" = same ] || return 1
    REFUSED=not-permitted REFUSED_WHY='no right to send it a signal'
    return 1
  fi
}

say_refusal() {
  esc "$REFUSED_WHY"
  ESC=$(printf %.400s "$ESC")
  case $ESC in *%) ESC=${ESC%?} ;; *%?) ESC=${ESC%??} ;; esac
  printf 'refuse code=%s detail=%s\n' "$REFUSED" "$ESC"
}
