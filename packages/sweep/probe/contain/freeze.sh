# freeze: holds the container, or the target and all that belongs to it, and proves it.
# Needs: members, hold, watch, container. Output: `target`, `refuse`, `container`, `undone`, `member`,
#   `method`, `held`, `outcome`. Safe to run again after it was cut off anywhere. ATT&CK: none.
contain_freeze() {
  # Tells a status that is asked meanwhile that it has to wait.
  VEDETTE_FREEZING=$ACTION
  export VEDETTE_FREEZING
  if ! say_target "$PROC/$PID"; then
    outcome "$RESULT" "not what it was: ${WHAT:-it ended}"
    return 0
  fi
  if ! judge_target; then
    if [ -z "$REFUSED" ]; then
      outcome "$RESULT" 'not what it was when it was to be frozen'
      return 0
    fi
    say_refusal
    outcome refused "$REFUSED_WHY"
    return 0
  fi
  if [ "$METHOD_NOW" = container ]; then
    freeze_container
  elif [ "$METHOD" = container ]; then
    outcome changed 'it is in no container any more'
  else
    freeze_processes
  fi
}

freeze_container() {
  # As it was before the first attempt, where there was one.
  [ -z "$STATE" ] || freeze_before=$STATE
  case $C_ENGINE in
    docker | podman)
      if [ "$C_RESTART" != no ]; then
        freeze_why=$(engine "$C_ENGINE" update --restart=no "$C_ID" 2>&1 >/dev/null) || freeze_note="the restart policy could not be changed: ${freeze_why%%"$NL"*}"
      fi
      ;;
    *) freeze_note='no engine answers: a restart policy could not be changed' ;;
  esac
  freeze_policy=$C_RESTART freeze_retries=$C_RETRIES
  : "${freeze_before:=$C_STATE}"
  if ! container_pause; then
    outcome failed "could not be paused${pause_why:+: $pause_why}"
    return 0
  fi
  target_check "$PROC/$PID"
  if [ "$RESULT" != same ]; then
    # Of a container whose process has changed nothing is known any more.
    [ "$freeze_before" = paused ] || container_resume
    freeze_policy_back "${RESTART:-$freeze_policy}" "${RETRIES:-$freeze_retries}"
    printf 'undone pid=%s why=%s\n' "$PID" "$RESULT"
    outcome "$RESULT" 'let go again: not what it was'
    return 0
  fi
  C_RESTART=${RESTART:-$freeze_policy} C_RETRIES=${RETRIES:-$freeze_retries} C_STATE=$freeze_before
  say_container
  word_of "$PID" target && say_member "$WORD"
  printf 'method name=container\nheld pid=%s start=%s state=frozen\n' "$PID" "$START"
  outcome frozen "${freeze_note:-}"
}

# freeze_policy_back POLICY RETRIES: the restart policy as it was.
freeze_policy_back() {
  # As it is already, where it could not be changed.
  [ "$C_RESTART" != "$1" ] || return 0
  case $C_ENGINE:$1 in
    docker:no | docker:unknown | podman:no | podman:unknown | cgroup:*) return 0 ;;
    *:on-failure)
      if [ "$2" -gt 0 ]; then policy_text=on-failure:$2; else policy_text=on-failure; fi
      ;;
    *) policy_text=$1 ;;
  esac
  engine "$C_ENGINE" update --restart="$policy_text" "$C_ID" >/dev/null 2>&1
}

freeze_processes() {
  case $METHOD in
    cgroup1) LADDER='1 signal' ;;
    signal) LADDER=signal ;;
    *) LADDER='2 1 signal' ;;
  esac
  HELD='' HOLD_GROUPS='' SETTLED='' SETTLE_LATE='' WATCH_LOST='' GROUP=''
  snapshot
  known_now
  # The target first: asking packages about it takes a while, in which it would run.
  freeze_target=
  for freeze_word in $MEMBERS; do
    case $freeze_word in "$PID,$START,"*) freeze_target=$freeze_word ;; esac
  done
  [ -n "$freeze_target" ] || { word_of "$PID" target && freeze_target=$WORD; }
  if ! hold_one "$freeze_target"; then
    outcome "$HOLD_WHY" 'not what it was when it was to be frozen'
    return 0
  fi
  know_target
  HOLDING=yes
  # Those that came since the plan are found below, in the same way as those that come later.
  freeze_planned=$MEMBERS
  for freeze_word in $freeze_planned; do
    case $freeze_word in "$PID,"*) continue ;; esac
    split_member "$freeze_word"
    case $M_ROLE in
      respawner) may_follow "$M_PID" || continue ;;
      *) ! refusal "$M_PID" "$M_ROLE" || continue ;;
    esac
    hold_one "$freeze_word"
  done
  hold_rest
  settle
  watch
  settle
  freeze_report
}

freeze_report() {
  freeze_loose=
  freeze_method=cgroup2
  for freeze_word in $HELD; do
    case $freeze_word in
      *,signal) freeze_method=signal ;;
      *,cgroup1) [ "$freeze_method" = signal ] || freeze_method=cgroup1 ;;
    esac
    split_member "$freeze_word"
    { read_stat "$PROC/$M_PID/stat" && [ "$S_START" = "$M_START" ]; } || continue
    say_member "${freeze_word%,*}"
    held_state "$M_PID"
    case $HELD_STATE in
      gone) continue ;;
      running) freeze_loose="$freeze_loose $M_PID"; continue ;;
    esac
    printf 'held pid=%s start=%s state=%s\n' "$M_PID" "$M_START" "$HELD_STATE"
  done
  printf 'method name=%s\n' "$freeze_method"
  target_check "$PROC/$PID"
  if [ "$RESULT" != same ]; then
    freeze_let_go
    outcome "$RESULT" 'let go again: not what it was'
  elif [ -n "$freeze_loose$WATCH_LOST" ]; then
    outcome loose "${WATCH_LOST:-still running:$freeze_loose}"
  else
    outcome frozen
  fi
}

# freeze_let_go: what was held with a target that turned out not to be it.
freeze_let_go() {
  freeze_ifs=$IFS
  IFS=$NL
  for freeze_group in $HOLD_GROUPS; do
    IFS=$freeze_ifs
    group_release "$freeze_group"
  done
  IFS=$freeze_ifs
  for freeze_word in $HELD; do
    split_member "$freeze_word"
    wake_member
    printf 'undone pid=%s why=%s\n' "$M_PID" "$RESULT"
  done
}
