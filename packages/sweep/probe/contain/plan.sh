# plan: what would be frozen and how, or why not. Touches nothing.
# Needs: identify, never, members, container. Output: `target`, `refuse`, `container`, `member`,
#   `method`, `program`. ATT&CK: none.
contain_plan() {
  say_target "$PROC/$PID" || return 0
  if ! judge_target; then
    if [ -n "$REFUSED" ]; then say_refusal; else say_target "$PROC/$PID"; fi
    return 0
  fi
  know_target
  if [ "$METHOD_NOW" = container ]; then
    say_container
    word_of "$PID" target && say_member "$WORD"
  else
    snapshot
    MEMBERS=
    if ! gather_members; then
      say_refusal
      return 0
    fi
    if [ -z "$MEMBERS" ]; then
      # It ended while it was looked at.
      say_target "$PROC/$PID"
      return 0
    fi
    choose_method
    for plan_word in $MEMBERS; do say_member "$plan_word"; done
  fi
  printf 'method name=%s\n' "$METHOD_NOW"
  plan_bytes=$(bounded stat -L -c %s "$TARGET_FILE" 2>/dev/null) || plan_bytes=0
  esc "$TARGET_PATH"
  printf 'program bytes=%s path=%s\n' "$plan_bytes" "$ESC"
}
