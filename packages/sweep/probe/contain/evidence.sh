# evidence: what a responder needs to know of a frozen process, read while it cannot change it.
# Needs: identify, snapshot, blob, container; root for most of it. Output: `target`, blobs, `target`.
#   What cannot be read is a blob that says so. ATT&CK: T1496 T1070.004 T1620 T1574.006 T1053.003.
FD_FILES_MAX=16
FD_BYTES_MAX=16777216
LIBRARIES_MAX=16
LOG_BYTES_MAX=262144
CONTAINER_LOG_BYTES_MAX=4194304
LISTED_MAX=64
# Four items each; a bundle has a bound of its own.
MEMBERS_KEPT_MAX=32

contain_evidence() {
  say_target "$PROC/$PID" || return 0
  # Pinned: should it end after all, nothing of whoever gets its number is taken for it.
  cd "$PROC/$PID" 2>/dev/null || { say_target "$PROC/$PID"; return 0; }
  cgroup_mounts
  exe_id .
  # Of a process whose first thread has ended the others hold memory and descriptors.
  AT=.
  case $EXE_FILE in ./task/*) AT=${EXE_FILE%/exe} ;; esac
  evidence_process
  evidence_descriptors
  evidence_libraries
  [ "$AT" = . ] || evidence_threads
  evidence_namespace
  evidence_family
  cd /
  evidence_members
  evidence_container
  evidence_host
  say_target "$PROC/$PID"
  return 0
}

evidence_process() {
  one cmdline "$AT/cmdline" "/proc/$PID/cmdline"
  one environ "$AT/environ" "/proc/$PID/environ"
  for evidence_name in comm status stat; do one "$evidence_name" "./$evidence_name" "/proc/$PID/$evidence_name"; done
  for evidence_name in maps smaps_rollup; do one "$evidence_name" "$AT/$evidence_name" "/proc/$PID/$evidence_name"; done
  text links "ls -l /proc/$PID/{cwd,root,exe,ns/*}" "$TEXT_BYTES_MAX" list_links
  text fds "ls -l /proc/$PID/fd" "$TEXT_BYTES_MAX" bounded ls -ln "$AT/fd"
  text fdinfo "/proc/$PID/fdinfo/*" "$TEXT_BYTES_MAX" list_fdinfo
  for evidence_name in cgroup mountinfo loginuid limits io; do one "$evidence_name" "./$evidence_name" "/proc/$PID/$evidence_name"; done
}

# A namespace that this kernel does not have is no failure of the list.
list_links() {
  set +f
  set -- ./cwd ./root "$AT/exe" ./ns/*
  set -f
  bounded ls -ldn -- "$@"
}

list_fdinfo() {
  set +f
  set -- "$AT"/fdinfo/*
  set -f
  [ -e "$1" ] || return 0
  bounded grep -H '' -- "$@"
}

# evidence_descriptors: files that are open but have no name any more, memory files among them.
evidence_descriptors() {
  evidence_fds=$(
    set +f
    bounded stat -L -c '%h %n %F' "$AT"/fd/[0-9]* 2>/dev/null | awk '$1 == 0 && $3 == "regular" { sub(/.*\//, "", $2); print $2 }'
  )
  evidence_count=0
  for evidence_fd in $evidence_fds; do
    evidence_count=$((evidence_count + 1))
    if [ "$evidence_count" -gt "$FD_FILES_MAX" ]; then
      absent fd-more "/proc/$PID/fd" "more than $FD_FILES_MAX deleted files are open: the rest was not copied"
      return
    fi
    file "fd-$evidence_fd" "$AT/fd/$evidence_fd" "$(readlink "$AT/fd/$evidence_fd" 2>/dev/null)" "$FD_BYTES_MAX"
  done
}

# evidence_libraries: what is mapped of deleted files beside the program itself.
evidence_libraries() {
  [ -d ./map_files ] || { absent libraries "/proc/$PID/map_files" 'cannot be read here'; return; }
  evidence_maps=$(
    set +f
    bounded stat -L -c '%h %d:%i %n %F' ./map_files/* 2>/dev/null |
      awk -v exe="$EXE" '$1 == 0 && $2 != exe && $4 == "regular" && !seen[$2]++ { print $3 }'
  )
  evidence_count=0
  for evidence_map in $evidence_maps; do
    evidence_count=$((evidence_count + 1))
    if [ "$evidence_count" -gt "$LIBRARIES_MAX" ]; then
      absent library-more "/proc/$PID/map_files" "more than $LIBRARIES_MAX deleted files are mapped: the rest was not copied"
      return
    fi
    file "library-$evidence_count" "$evidence_map" "$(readlink "$evidence_map" 2>/dev/null)" "$FD_BYTES_MAX"
  done
}

evidence_threads() {
  set +f
  set -- ./task/[0-9]*
  set -f
  evidence_count=0
  for evidence_thread; do
    evidence_id=$(stat -L -c '%d:%i' "$evidence_thread/exe" 2>/dev/null) || continue
    evidence_count=$((evidence_count + 1))
    [ "$evidence_count" -le "$FD_FILES_MAX" ] || return
    evidence_name=${evidence_thread##*/}
    if [ "$evidence_id" = "$EXE" ]; then
      # The same file as was captured first: once more only if it is small beside what is left.
      [ "$evidence_count" -eq 1 ] || continue
    fi
    file "exe-thread-$evidence_name" "$evidence_thread/exe" "$(readlink "$evidence_thread/exe" 2>/dev/null)" "$BYTES_MAX"
  done
}

evidence_namespace() {
  for evidence_name in tcp tcp6 udp udp6 unix; do
    # Absent where the kernel was built without, or booted without, IPv6.
    [ -e "$AT/net/$evidence_name" ] || { absent "net-$evidence_name" "/proc/$PID/net/$evidence_name" 'is not there'; continue; }
    one "net-$evidence_name" "$AT/net/$evidence_name" "/proc/$PID/net/$evidence_name"
  done
}

# evidence_family: who started it, and who else did they start.
evidence_family() {
  snapshot
  read_stat ./stat || return
  evidence_parent=$S_PPID
  evidence_session=$S_SESSION
  text ancestry "/proc/*/stat above $PID" "$TEXT_BYTES_MAX" list_chain
  text siblings "/proc/*/stat beside $PID" "$TEXT_BYTES_MAX" list_siblings
}

list_chain() {
  chain_pid=$PID
  chain_steps=0
  while [ "$chain_pid" -ge 1 ] && [ "$chain_steps" -lt "$LISTED_MAX" ]; do
    describe "$chain_pid" || break
    read_stat "$PROC/$chain_pid/stat" || break
    chain_pid=$S_PPID
    chain_steps=$((chain_steps + 1))
  done
}

list_siblings() {
  for sibling_pid in $(printf '%s\n' "$SNAP" | awk -v parent="$evidence_parent" -v session="$evidence_session" -v me="$PID" -v max="$LISTED_MAX" '
    $1 != me && ((parent > 1 && $2 == parent) || $6 == session || $2 == me) && ++n <= max { print $1 }'); do
    describe "$sibling_pid"
  done
  return 0
}

# describe PID: one line: number, parent, start, program, words.
describe() {
  read_stat "$PROC/$1/stat" || return 1
  printf 'pid=%s ppid=%s start=%s state=%s session=%s tty=%s exe=%s argv=' "$1" "$S_PPID" "$S_START" "$S_STATE" "$S_SESSION" "$S_TTY" "$(readlink "$PROC/$1/exe" 2>/dev/null)"
  bounded head -c 4096 "$PROC/$1/cmdline" 2>/dev/null | tr '\000\n' '  '
  printf '\n'
}

# evidence_members: of the others that are held: what they run, if it is another file.
evidence_members() {
  evidence_seen=" $EXE "
  evidence_count=0
  for evidence_word in $MEMBERS; do
    split_member "$evidence_word"
    [ "$M_PID" != "$PID" ] || continue
    cd "$PROC/$M_PID" 2>/dev/null || continue
    if ! read_stat ./stat || [ "$S_START" != "$M_START" ]; then
      cd /
      continue
    fi
    evidence_count=$((evidence_count + 1))
    if [ "$evidence_count" -gt "$MEMBERS_KEPT_MAX" ]; then
      cd /
      absent member-more /proc "more than $MEMBERS_KEPT_MAX processes were frozen with it: of the rest nothing was copied"
      return
    fi
    for evidence_name in cmdline environ status; do
      one "member-$M_PID-$evidence_name" "./$evidence_name" "/proc/$M_PID/$evidence_name"
    done
    exe_id .
    exe_text
    case $evidence_seen in
      *" $EXE_ID "*) ;;
      *)
        evidence_seen="$evidence_seen$EXE_ID "
        package_of "$EXE_TEXT"
        # What a package brought is on every host like it: its name says as much as its bytes.
        if [ "$PACKAGE_STATE" = intact ]; then absent "member-$M_PID-exe" "$EXE_TEXT" 'of a package, unchanged: not copied'
        else file "member-$M_PID-exe" "$EXE_FILE" "$EXE_TEXT" "$BYTES_MAX"
        fi
        ;;
    esac
    cd /
  done
}

evidence_container() {
  case $METHOD:$ENGINE in container:docker | container:podman) ;; *) return ;; esac
  [ -n "$CONTAINER" ] || return
  text container-inspect "$ENGINE inspect" "$TEXT_BYTES_MAX" engine "$ENGINE" inspect --type container "$CONTAINER"
  text container-diff "$ENGINE diff" "$TEXT_BYTES_MAX" engine "$ENGINE" diff "$CONTAINER"
  text container-logs "$ENGINE logs --tail 1000" "$CONTAINER_LOG_BYTES_MAX" container_logs
}

container_logs() { engine "$ENGINE" logs --tail 1000 "$CONTAINER" 2>&1; }

evidence_host() {
  if [ -e "$ROOT/etc/ld.so.preload" ]; then one preload "$ROOT/etc/ld.so.preload" /etc/ld.so.preload
  else absent preload /etc/ld.so.preload 'is not there'
  fi
  evidence_uid=$(uid_of "$PID")
  evidence_user=$(awk -F : -v uid="$evidence_uid" '$3 == uid { print $1; exit }' "$ROOT/etc/passwd" 2>/dev/null)
  evidence_tab=
  case $evidence_user in
    '' | *[!A-Za-z0-9._-]* | .*) ;;
    *)
      for evidence_dir in /var/spool/cron/crontabs /var/spool/cron /etc/crontabs; do
        [ ! -f "$ROOT$evidence_dir/$evidence_user" ] || evidence_tab=$evidence_dir/$evidence_user
      done
      ;;
  esac
  if [ -n "$evidence_tab" ]; then one crontab "$ROOT$evidence_tab" "$evidence_tab"
  else absent crontab /var/spool/cron 'the user has none'
  fi
  evidence_log package-log /var/log/dpkg.log /var/log/apk.log /var/log/dnf.rpm.log /var/log/yum.log
  evidence_log auth-log /var/log/auth.log /var/log/secure /var/log/messages
}

# evidence_log NAME FILE...: the end of the first that is there.
evidence_log() {
  log_name=$1
  shift
  for log_file; do
    [ -f "$ROOT$log_file" ] || continue
    text "$log_name" "$log_file" "$LOG_BYTES_MAX" bounded tail -c "$LOG_BYTES_MAX" "$ROOT$log_file"
    return
  done
  if [ "$log_name" = auth-log ] && have journalctl; then
    # 4 and 10 are the facilities auth and authpriv.
    text "$log_name" 'journalctl -n 500' "$LOG_BYTES_MAX" bounded journalctl -q -n 500 --no-pager SYSLOG_FACILITY=4 SYSLOG_FACILITY=10
    return
  fi
  absent "$log_name" "$1" 'there is no such log'
}
