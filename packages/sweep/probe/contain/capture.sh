# capture: the program's bytes, first of all, because they are what vanishes.
# Needs: identify, blob. Output: `target`, blobs exe or exe-thread-TID, `target`. ATT&CK: T1070.004.
contain_capture() {
  say_target "$PROC/$PID" || return 0
  cd "$PROC/$PID" 2>/dev/null || { say_target "$PROC/$PID"; return 0; }
  exe_id .
  if [ "$EXE_ID" = "$EXE" ]; then capture_program; fi
  cd /
  say_target "$PROC/$PID"
  return 0
}

# capture_program: of the pinned process; EXE_FILE as exe_id left it.
capture_program() {
  exe_text
  capture_name=exe
  case $EXE_FILE in
    ./task/*)
      capture_name=${EXE_FILE#./task/}
      capture_name=exe-thread-${capture_name%/exe}
      ;;
  esac
  file "$capture_name" "$EXE_FILE" "$EXE_TEXT" "$BYTES_MAX"
}
