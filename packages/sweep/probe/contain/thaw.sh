# thaw: puts back exactly what was; safe to run again after it was cut off anywhere.
# Needs: identify, snapshot, hold, cgroup, container. Output: `released`, `container`, `outcome`.
# ATT&CK: none.
contain_thaw() {
  thaw_boot=
  read -r thaw_boot 2>/dev/null <"$PROC/sys/kernel/random/boot_id"
  # A container outlives a start of the host, and its restart policy with it; a process does not.
  if [ "$thaw_boot" != "$BOOT" ] && [ "$METHOD" != container ]; then
    outcome gone 'the host was started anew'
    return 0
  fi
  cgroup_mounts
  await_freeze
  if [ "$METHOD" = container ]; then thaw_container; else thaw_processes; fi
}

thaw_container() {
  container_state
  thaw_detail=
  if [ "$C_STATE" = gone ]; then
    printf 'container state=gone restart=unknown\n'
    outcome gone 'the container is not there any more'
    return 0
  fi
  # An engine that did not answer while it was frozen, or does not now.
  thaw_ok=yes
  if [ "$STATE" != paused ]; then
    container_resume || thaw_ok=no
  fi
  case $C_ENGINE in
    docker | podman)
      freeze_policy_back "${RESTART:-unknown}" "${RETRIES:-0}" || { thaw_ok=no; thaw_detail='the restart policy could not be put back'; }
      if [ "$STATE" = running ] && [ "$C_STATE" = exited ]; then
        engine "$C_ENGINE" start "$C_ID" >/dev/null 2>&1 || { thaw_ok=no; thaw_detail='it ended meanwhile, and could not be started again'; }
      fi
      thaw_engine=$C_ENGINE
      container_inspect "$thaw_engine" "$C_ID"
      ;;
  esac
  printf 'container state=%s restart=%s\n' "$C_STATE" "$C_RESTART"
  if [ "$thaw_boot" = "$BOOT" ] && read_stat "$PROC/$PID/stat" && [ "$S_START" = "$START" ]; then
    printf 'released pid=%s start=%s\n' "$PID" "$START"
  fi
  if [ "$C_STATE" = paused ] && [ "$STATE" != paused ]; then
    outcome failed 'it is still paused'
  elif [ "$thaw_ok" = yes ]; then
    outcome thawed
  else
    outcome partly "${thaw_detail:-not all of it could be undone}"
  fi
}

thaw_processes() {
  thaw_ok=yes
  thaw_any=no
  own_lineage
  # Read before anybody wakes: who is related to the target can be told while it is there.
  snapshot
  thaw_related=
  target_check "$PROC/$PID"
  if [ "$RESULT" = same ]; then
    know_target
    thaw_related=$(related far; accomplices; [ "$TARGET_OWN" != yes ] || same_program)
  fi
  thaw_ifs=$IFS
  IFS=$NL
  for thaw_group in $(our_groups); do
    IFS=$thaw_ifs
    thaw_any=yes
    group_release "$thaw_group" || thaw_ok=no
  done
  IFS=$thaw_ifs
  # Children first, so that nobody wakes to find that a child is stopped.
  thaw_reversed=
  thaw_roots=
  thaw_listed=' '
  for thaw_word in $MEMBERS; do
    thaw_reversed="$thaw_word $thaw_reversed"
    split_member "$thaw_word"
    thaw_listed="$thaw_listed$M_PID "
    { read_stat "$PROC/$M_PID/stat" && [ "$S_START" = "$M_START" ]; } || continue
    case $M_ROLE in respawner) ;; *) thaw_roots="$thaw_roots $M_PID" ;; esac
  done
  # Who came too late to be written down, when a freeze was cut off. What a terminal stopped, it wakes.
  # shellcheck disable=SC2086
  for thaw_pid in $(descendants $thaw_roots) $thaw_related; do
    case $thaw_listed in *" $thaw_pid "*) continue ;; esac
    thaw_listed="$thaw_listed$thaw_pid "
    { read_stat "$PROC/$thaw_pid/stat" && [ "$S_STATE" = T ] && [ "$S_TTY" = 0 ]; } || continue
    case $OWN in *" $thaw_pid "*) continue ;; esac
    thaw_reversed="$thaw_pid,$S_START,-,child,0 $thaw_reversed"
  done
  for thaw_word in $thaw_reversed; do
    split_member "$thaw_word"
    wake_member || continue
    thaw_any=yes
    printf 'released pid=%s start=%s\n' "$M_PID" "$M_START"
  done
  thaw_held=
  for thaw_word in $MEMBERS; do
    split_member "$thaw_word"
    [ "$M_STOPPED" = 0 ] || continue
    { read_stat "$PROC/$M_PID/stat" && [ "$S_START" = "$M_START" ]; } || continue
    held_state "$M_PID"
    case $HELD_STATE in frozen | stopped) thaw_held="$thaw_held $M_PID" ;; esac
  done
  if [ -n "$thaw_held" ]; then
    outcome partly "still held:$thaw_held"
  elif [ "$thaw_ok" = no ]; then
    outcome partly 'a control group could not be emptied; what is in it runs'
  elif read_stat "$PROC/$PID/stat" && [ "$S_START" = "$START" ]; then
    outcome thawed
  elif [ "$thaw_any" = yes ]; then
    outcome thawed 'the target itself had ended'
  else
    outcome gone 'the process has ended'
  fi
}

# wake_member: CONT to the member of split_member, if it is still that process, is stopped, and was
# not before.
wake_member() {
  [ "$M_STOPPED" = 0 ] || return 1
  cd "$PROC/$M_PID" 2>/dev/null || return 1
  wake_result=1
  if read_stat ./stat && [ "$S_START" = "$M_START" ] && stopped "$M_PID" && kill -CONT "$M_PID" 2>/dev/null; then wake_result=0; fi
  cd /
  return "$wake_result"
}
