# identify: who has a process number now, for a freeze by hand.
# Needs: identify. Output: `identity`. ATT&CK: none.
contain_identify() {
  identify_boot=
  read -r identify_boot 2>/dev/null <"$PROC/sys/kernel/random/boot_id"
  if ! cd "$PROC/$PID" 2>/dev/null || ! read_stat ./stat; then
    printf 'identity result=gone\n'
    return 0
  fi
  identify_start=$S_START
  exe_id .
  exe_text
  container_of .
  argv_of . 512
  # Still the same, when all of it was read.
  if ! read_stat ./stat; then
    printf 'identity result=gone\n'
    return 0
  fi
  esc "${ARGV%"$NL"}"; identify_argv=$ESC
  esc "$EXE_TEXT"
  printf 'identity result=here boot=%s pid=%s start=%s exe=%s container=%s argv=%s path=%s\n' \
    "$identify_boot" "$PID" "$identify_start" "$EXE_ID" "$CONTAINER_NOW" "$identify_argv" "$ESC"
  cd /
}
