# processes: one walk over every process, its threads, names, descriptors, maps and sockets.
# Needs: /proc, awk, ls, find, stat, head, tr, grep; root to see other users' processes whole.
# Output: `process` for each suspect, `item` for daemons, listeners and traits that drift, gaps.
# ATT&CK: T1496 T1070.004 T1620 T1036 T1014 T1564 T1071 T1059 T1574.006 T1055 T1095 T1205.
sec_processes() {
  for tool in stat head tr xargs grep ls; do
    if ! have "$tool"; then
      gap processes blind "$tool is not installed: no process was looked at"
      return 0
    fi
  done
  set +f
  set -- "$PROC"/[0-9]*
  set -f
  prove_each "$(walk "$@")"
}

# marker NAME: begins a block. The nonce in it cannot stand in any file name.
marker() { printf '@@%s %s\n' "$NONCE" "$1"; }

walk() {
  ephemeral=32768
  [ -r "$PROC/sys/net/ipv4/ip_local_port_range" ] &&
    read -r ephemeral _ <"$PROC/sys/net/ipv4/ip_local_port_range"
  load1=0
  [ -r "$PROC/loadavg" ] && read -r load1 _ <"$PROC/loadavg"
  gather "$@" | awk -v PROC="$PROC" -v nonce="$NONCE" -v hz="$TICKS_A_SECOND" -v cpus="${CPUS:-1}" -v me="$ME" \
    -v load1="$load1" -v canary="$WATCHDOG" -v pidns="$PID_NAMESPACE" -v ephemeral_from="$ephemeral" \
    -v own_net="$NET_NAMESPACE" -v own_mnt="$MNT_NAMESPACE" \
    -v NAMESPACES_MAX=256 -v SOCKETS_MAX=50000 "${AWK_processes:?}"
}

gather() {
  hidden=$(unlisted "$@")
  marker pids
  printf '%s\n' "$@"
  marker hidden
  [ -z "$hidden" ] || printf '%s\n' "$hidden"
  marker look
  marker about
  about=$(tell_about)
  printf '%s\n' "$about"
  zombies=$(zombie_leaders)
  # From here on only what has memory of its own: kernel threads and zombies have nothing to show.
  # shellcheck disable=SC2046
  set -- $(printf '%s\n' "$about" | sed -n 's/^\([^:]*\)\/status:VmSize:.*/\1/p')
  marker links
  links=$({
    printf '%s/exe\n' "$@"
    printf '%s/cwd\n' "$@"
    printf '%s/root\n' "$@"
    printf '%s/ns/net\n' "$@"
    printf '%s/ns/mnt\n' "$@"
    printf '%s/ns/user\n' "$@"
    of_threads exe
  } | xargs ls -nd 2>/dev/null)
  printf '%s\n' "$links"
  marker inodes
  {
    printf '%s/exe\n' "$@"
    of_threads exe
  } | xargs stat -L -c '%n %d %i %h %a %s %u' 2>/dev/null
  marker listening
  cat "$PROC/net/tcp" "$PROC/net/tcp6" "$PROC/net/udp" "$PROC/net/udp6" 2>/dev/null
  marker fds
  descriptors "$@"
  marker maps
  # shellcheck disable=SC2046
  maps=$(limit grep -HE '^[^ ]+ [r-][w-]xp .*\(deleted\)$|^[^ ]+ rwxp [0-9a-f]+ 00:00 0 *$' \
    $(printf '%s/maps\n' "$@") 2>/dev/null)
  [ -z "$maps" ] || printf '%s\n' "$maps"
  marker owned
  owned_programs
  marker strings
  strings "$@"
}

# of_threads FILE: that file of each thread of the processes whose first thread has ended.
of_threads() {
  set +f
  for pid in $zombies; do
    for task in "$PROC/$pid"/task/[0-9]*; do printf '%s/%s\n' "$task" "$1"; done
  done
  set -f
}

# Lines of status, cgroup and loginuid of every process, each with the file's name before it. No
# other line of these files is a number alone.
tell_about() {
  set +f
  set -- "$PROC"/[0-9]*/status "$PROC"/[0-9]*/cgroup "$PROC"/[0-9]*/loginuid
  for pid in $hidden; do set -- "$@" "$PROC/$pid/status" "$PROC/$pid/cgroup" "$PROC/$pid/loginuid"; done
  grep -H -e '^Uid:' -e '^TracerPid:' -e '^NSpid:' -e '^CapEff:' -e '^VmSize:' -e "^State:${TAB}Z" -e '^[0-9][0-9]*$' \
    -e docker -e libpod -e crio -e cri-containerd -e kubepods -e 'lxc\.payload' "$@" 2>/dev/null
}

# The descriptors that are sockets, or BPF programs. find does it in half the time of ls, because it
# takes the type of an entry from its directory; busybox's knows no -printf and prints nothing.
descriptors() {
  # shellcheck disable=SC2046
  set -- $(printf '%s/fd\n' "$@"; of_threads fd)
  descriptors_found=$(find "$@" -maxdepth 1 \( -lname 'socket:\[*' -o -lname anon_inode:bpf-prog \) \
    -printf 'lrwx %p -> %l\n' 2>/dev/null)
  if [ -n "$descriptors_found" ]; then
    printf '%s\n' "$descriptors_found"
    return
  fi
  # -q: a file's name with a newline in it must not print a line that speaks for another process.
  # busybox does so by itself and does not know the option.
  quiet=-nd
  ls -dq / >/dev/null 2>&1 && quiet=-ndq
  (
    set +f
    for dir; do printf '%s\n' "$dir"/[0-9]*; done
  ) | xargs ls "$quiet" 2>/dev/null | grep -e ' -> socket:\[' -e ' -> anon_inode:bpf-prog'
}

# The words of every command line and environment: NUL ends a word; a newline inside one is kept
# apart as \001.
strings() {
  # shellcheck disable=SC2046
  limit head -c 32768 $(printf '%s/cmdline\n' "$@"; printf '%s/environ\n' "$@") 2>/dev/null |
    tr '\000\n' '\n\001'
  printf '\n'
}

# Process numbers that the kernel answers to but no listing of /proc shows, from the control groups'
# lists, or where there are none by trying each; what is a thread, or came and went, is dropped.
unlisted() {
  cgroups=
  for dir in "$ROOT/sys/fs/cgroup" "$ROOT/sys/fs/cgroup/unified" "$ROOT/sys/fs/cgroup/systemd" "$ROOT/sys/fs/cgroup/pids"; do
    [ -r "$dir/cgroup.procs" ] && cgroups=$dir && break
  done
  # The control groups list every process, whatever its number. Without them each number is tried.
  last=0
  [ -n "$cgroups" ] || read -r last <"$PROC/sys/kernel/pid_max" || last=32768
  [ "$last" -le 262144 ] || last=262144
  unlisted_all=$({
    printf 'L%s\n' "$@"
    [ "$last" -eq 0 ] || answering "$last"
    [ -z "$cgroups" ] || find "$cgroups" -name cgroup.procs -exec cat {} + 2>/dev/null
    set +f
    printf 'L%s\n' "$PROC"/[0-9]*
  } | awk '
    /^L/ { sub(/.*\//, ""); listed[$0 + 0] = 1; next }
    { known[$0 + 0] = 1 }
    END { for (pid in known) if (!(pid in listed) && pid > 1) print pid }')
  # Most have come and gone meanwhile.
  for pid in $unlisted_all; do
    [ -d "$PROC/$pid" ] && printf '%s\n' "$PROC/$pid/status"
  done | unlisted_leaders
}

unlisted_leaders() {
  read -r unlisted_file || return 0
  { printf '%s\n' "$unlisted_file"; cat; } | xargs grep -H '^Tgid:' 2>/dev/null | awk -v PROC="$PROC" '
    { pid = substr($1, length(PROC) + 2) + 0; if ($2 == pid && ++found <= 64) print pid }'
}

# answering LAST: every number up to LAST that the kernel answers to. Joining digits costs half of
# what counting does.
answering() {
  number=1
  while [ "$number" -le 999 ]; do
    [ -d "$PROC/$number" ] && printf '%s\n' "$number"
    number=$((number + 1))
  done
  number=1
  while [ "$number" -le "$(($1 / 1000))" ]; do
    for c in 0 1 2 3 4 5 6 7 8 9; do
      for d in 0 1 2 3 4 5 6 7 8 9; do
        for e in 0 1 2 3 4 5 6 7 8 9; do
          [ -d "$PROC/$number$c$d$e" ] && printf '%s\n' "$number$c$d$e"
        done
      done
    done
    number=$((number + 1))
  done
}

# Processes whose first thread has ended while others go on: /proc/PID/exe is empty then.
zombie_leaders() {
  case $about in *"/status:State:${TAB}Z"*) ;; *) return 0 ;; esac
  IFS=$NL
  for line in $about; do
    case $line in "$PROC"/*"/status:State:${TAB}Z"*) ;; *) continue ;; esac
    pid=${line#"$PROC/"}
    pid=${pid%%/*}
    set +f
    set -- "$PROC/$pid"/task/[0-9]*
    set -f
    if [ $# -gt 1 ]; then printf '%s\n' "$pid"; fi
  done
}

# Of the programs and deleted libraries seen, those that a package owns.
owned_programs() {
  printf '%s\n%s\n' "$links" "$maps" | awk '
    /^l/ ? !sub(/^.*\/exe -> \//, "/") : !sub(/^([^ ]* +)([^ ]* +)([^ ]* +)([^ ]* +)([^ ]* +)\//, "/") { next }
    { sub(/ \(deleted\)$/, "") }
    !seen[$0]++' | owned_packages
}
