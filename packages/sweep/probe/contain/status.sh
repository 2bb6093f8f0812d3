# status: is what this action froze still frozen?
# Needs: identify, hold, cgroup, container. Output: `held`, `container`, `outcome`. ATT&CK: none.
contain_status() {
  status_boot=
  read -r status_boot 2>/dev/null <"$PROC/sys/kernel/random/boot_id"
  if [ "$status_boot" != "$BOOT" ] && [ "$METHOD" != container ]; then
    outcome gone 'the host was started anew'
    return 0
  fi
  cgroup_mounts
  await_freeze
  if [ "$METHOD" = container ]; then status_container; else status_processes; fi
}

# await_freeze: a freeze whose connection broke may still be at work, and what it is about to hold
# would be found free. Its children are known by what they were given.
AWAIT_ROUNDS_MAX=100
await_freeze() {
  await_round=0
  await_quiet=0
  # Twice, because between two of its children it has none.
  while [ "$await_quiet" -lt 2 ] && [ "$await_round" -lt "$AWAIT_ROUNDS_MAX" ]; do
    await_round=$((await_round + 1))
    if freezing_now; then await_quiet=0 && nap; else await_quiet=$((await_quiet + 1)); fi
  done
}

freezing_now() {
  (
    set +f
    bounded head -c 32768 "$PROC"/[0-9]*/environ 2>/dev/null
  ) | tr '\000' '\n' | grep -qxF "VEDETTE_FREEZING=$ACTION"
}

status_container() {
  container_state
  status_state=$C_STATE
  if [ "$status_state" = running ] && container_find_group && group_frozen "$C_GROUP"; then status_state=paused; fi
  printf 'container state=%s restart=%s\n' "$status_state" "$C_RESTART"
  if [ "$status_boot" = "$BOOT" ] && read_stat "$PROC/$PID/stat" && [ "$S_START" = "$START" ]; then status_target=running; else status_target=gone; fi
  [ "$status_state" != paused ] || [ "$status_target" = gone ] || status_target=frozen
  printf 'held pid=%s start=%s state=%s\n' "$PID" "$START" "$status_target"
  case $status_state in
    paused)
      case $C_RESTART in
        '' | no | unknown) outcome frozen ;;
        *)
          if engine_keeps_policy; then outcome frozen 'this podman cannot change a restart policy'
          else outcome partly 'paused, but its restart policy is on again'; fi
          ;;
      esac
      ;;
    gone | exited) outcome gone "the container is $status_state" ;;
    running) outcome loose 'the container runs again' ;;
    *) outcome loose 'the state of the container is not known' ;;
  esac
}

status_processes() {
  status_seen=' '
  status_target=gone
  status_loose=
  status_held=0
  for status_word in $MEMBERS; do
    split_member "$status_word"
    HELD_STATE=gone
    if read_stat "$PROC/$M_PID/stat" && [ "$S_START" = "$M_START" ]; then held_state "$M_PID"; fi
    status_say "$M_PID" "$M_START"
  done
  status_ifs=$IFS
  IFS=$NL
  for status_group in $(our_groups); do
    IFS=$status_ifs
    for status_pid in $(group_pids "$status_group"); do
      read_stat "$PROC/$status_pid/stat" || continue
      status_start=$S_START
      held_state "$status_pid"
      status_say "$status_pid" "$status_start"
    done
  done
  IFS=$status_ifs
  if [ "$status_target" = gone ] && [ "$status_held" = 0 ]; then
    if [ -n "$status_loose" ]; then outcome loose "running:$status_loose"; else outcome gone 'the process has ended'; fi
  elif [ "$status_target" = running ] || [ "$status_held" = 0 ]; then
    outcome loose "running:$status_loose"
  elif [ -n "$status_loose" ]; then
    outcome partly "running:$status_loose"
  else
    outcome frozen
  fi
}

# status_say PID START: HELD_STATE as a frame, once for each.
status_say() {
  case $status_seen in *" $1:$2 "*) return ;; esac
  status_seen="$status_seen$1:$2 "
  [ "$1:$2" != "$PID:$START" ] || status_target=$HELD_STATE
  case $HELD_STATE in
    running) status_loose="$status_loose $1" ;;
    frozen | stopped) status_held=1 ;;
  esac
  printf 'held pid=%s start=%s state=%s\n' "$1" "$2" "$HELD_STATE"
}
