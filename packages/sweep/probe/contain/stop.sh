# stop: lets a paused container go by TERM, and pauses it again if it does not go. Never the
# engine's `stop`, which kills when its grace period is over.
# Needs: container. Output: `container`, `outcome`. ATT&CK: none.
STOP_CS_MAX=1000

contain_stop() {
  stop_boot=
  read -r stop_boot 2>/dev/null <"$PROC/sys/kernel/random/boot_id"
  cgroup_mounts
  if [ "$stop_boot" != "$BOOT" ] || [ "$METHOD" != container ]; then
    outcome failed 'there is no container of this boot to be stopped'
    return 0
  fi
  container_state
  case $C_ENGINE:$C_STATE in
    *:gone | *:exited) ;;
    cgroup:*)
      outcome paused 'no engine answers: it stays paused'
      return 0
      ;;
    *)
      # With the policy on, the engine would start it anew.
      if [ "$C_RESTART" != no ] && ! engine "$C_ENGINE" update --restart=no "$C_ID" >/dev/null 2>&1; then
        stop_again 'its restart policy could not be turned off'
        return 0
      fi
      container_resume
      engine "$C_ENGINE" kill --signal=TERM "$C_ID" >/dev/null 2>&1
      now_cs
      stop_until=$((NOW + STOP_CS_MAX))
      while :; do
        container_state
        case $C_STATE in gone | exited) break ;; esac
        now_cs
        if [ "$NOW" -ge "$stop_until" ]; then
          stop_again 'it did not end on TERM'
          return 0
        fi
        nap
      done
      ;;
  esac
  printf 'container state=%s restart=%s\n' "$C_STATE" "$C_RESTART"
  outcome stopped
}

# stop_again WHY
stop_again() {
  container_state
  container_pause
  printf 'container state=%s restart=%s\n' "$C_STATE" "$C_RESTART"
  if [ "$C_STATE" = paused ]; then outcome paused "$1: it is paused again"; else outcome failed "$1, and it could not be paused again"; fi
}
