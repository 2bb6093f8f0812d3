# processes: one walk over every process, its threads, names, descriptors, maps and sockets.
# Needs: /proc, awk, ls, stat, head, tr, grep; root to see other users' processes whole.
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
  walk "$@" | prove_each
}

# marker NAME: begins a block. The nonce in it cannot stand in any file name.
marker() { printf '@@%s %s\n' "$NONCE" "$1"; }

# limit COMMAND…: a read that hangs (argument pages on a dead file system) is given up.
if have timeout; then limit() { timeout 5 "$@"; }; else limit() { "$@"; }; fi

walk() {
  hz=$(getconf CLK_TCK 2>/dev/null) || hz=100
  cpus=$(grep -c '^cpu[0-9]' "$PROC/stat" 2>/dev/null)
  ephemeral=32768
  [ -r "$PROC/sys/net/ipv4/ip_local_port_range" ] &&
    read -r ephemeral _ <"$PROC/sys/net/ipv4/ip_local_port_range"
  case $(readlink "$PROC/self/ns/pid" 2>/dev/null) in
    'pid:[4026531836]') pidns=init ;;
    *) pidns=other ;;
  esac
  load1=0
  [ -r "$PROC/loadavg" ] && read -r load1 _ <"$PROC/loadavg"
  gather "$@" | awk -v PROC="$PROC" -v nonce="$NONCE" -v hz="$hz" -v cpus="$cpus" -v me="$(id -u)" \
    -v load1="$load1" -v canary="$WATCHDOG" -v pidns="$pidns" -v ephemeral_from="$ephemeral" \
    -v own_net="$(readlink "$PROC/self/ns/net" 2>/dev/null)" \
    -v own_mnt="$(readlink "$PROC/self/ns/mnt" 2>/dev/null)" \
    -v NAMESPACES_MAX=256 -v SOCKETS_MAX=50000 "${AWK_processes:?}"
}

gather() {
  hidden=$(unlisted "$@")
  zombies=$(zombie_leaders)
  marker pids
  printf '%s\n' "$@" | sed 's/.*\///'
  marker hidden
  [ -z "$hidden" ] || printf '%s\n' "$hidden"
  marker look
  marker status
  of_each status -e '^Uid:' -e '^TracerPid:' -e '^NSpid:' -e '^CapEff:'
  marker cgroup
  of_each cgroup -e docker -e libpod -e crio -e cri-containerd -e kubepods -e 'lxc\.payload'
  marker loginuid
  of_each loginuid ''
  marker links
  links=$(
    set +f
    {
      printf '%s\n' "$PROC"/[0-9]*/exe "$PROC"/[0-9]*/cwd "$PROC"/[0-9]*/root \
        "$PROC"/[0-9]*/ns/net "$PROC"/[0-9]*/ns/mnt "$PROC"/[0-9]*/ns/user
      for pid in $hidden; do
        printf '%s\n' "$PROC/$pid/exe" "$PROC/$pid/cwd" "$PROC/$pid/ns/net" "$PROC/$pid/ns/mnt"
      done
      for pid in $zombies; do printf '%s\n' "$PROC/$pid"/task/[0-9]*/exe; done
    } | xargs ls -nd 2>/dev/null
  )
  printf '%s\n' "$links"
  marker inodes
  (
    set +f
    {
      printf '%s\n' "$PROC"/[0-9]*/exe
      for pid in $hidden; do printf '%s\n' "$PROC/$pid/exe"; done
      for pid in $zombies; do printf '%s\n' "$PROC/$pid"/task/[0-9]*/exe; done
    } | xargs stat -L -c '%n %d %i %h %a %s %u' 2>/dev/null
  )
  marker listening
  cat "$PROC/net/tcp" "$PROC/net/tcp6" "$PROC/net/udp" "$PROC/net/udp6" 2>/dev/null
  marker fds
  # -q: a file's name with a newline in it must not print a line that speaks for another process.
  # busybox does so by itself and does not know the option.
  quiet=-nd
  ls -dq / >/dev/null 2>&1 && quiet=-ndq
  (
    set +f
    {
      printf '%s\n' "$PROC"/[0-9]*/fd/[0-9]*
      for pid in $hidden; do printf '%s\n' "$PROC/$pid"/fd/[0-9]*; done
      for pid in $zombies; do printf '%s\n' "$PROC/$pid"/task/[0-9]*/fd/[0-9]*; done
    } | xargs ls "$quiet" 2>/dev/null | grep -e ' -> socket:\[' -e ' -> anon_inode:bpf-prog'
  )
  marker maps
  maps=$(
    set +f
    limit grep -HE '^[^ ]+ [r-][w-]xp .*\(deleted\)$|^[^ ]+ rwxp [0-9a-f]+ 00:00 0 *$' \
      "$PROC"/[0-9]*/maps 2>/dev/null
  )
  [ -z "$maps" ] || printf '%s\n' "$maps"
  marker owned
  owned_programs
  marker argv
  # NUL ends a word; a newline inside one is kept apart as \001.
  strings_of cmdline 4096
  marker environ
  strings_of environ 32768
}

# of_each FILE PATTERN…: lines of a file of every process, each with the file's name before it.
of_each() {
  each=$1
  shift
  (
    set +f
    for pid in $hidden; do set -- "$@" "$PROC/$pid/$each"; done
    grep -H "$@" "$PROC"/[0-9]*/"$each" 2>/dev/null
  )
}

strings_of() {
  (
    set +f
    each=$1
    bytes=$2
    set -- "$PROC"/[0-9]*/"$each"
    for pid in $hidden; do set -- "$@" "$PROC/$pid/$each"; done
    limit head -c "$bytes" "$@" 2>/dev/null
  ) | tr '\000\n' '\n\001'
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
  {
    printf 'L%s\n' "$@"
    [ "$last" -eq 0 ] || answering "$last"
    [ -z "$cgroups" ] || find "$cgroups" -name cgroup.procs -exec cat {} + 2>/dev/null | sed 's/^/K/'
    set +f
    printf 'L%s\n' "$PROC"/[0-9]*
  } | awk -v PROC="$PROC" '
    /^L/ { sub(/.*\//, ""); listed[$0 + 0] = 1; next }
    { known[substr($0, 2) + 0] = 1 }
    END { for (pid in known) if (!(pid in listed) && pid > 1) print PROC "/" pid "/status" }' |
    xargs grep -H '^Tgid:' 2>/dev/null | awk -v PROC="$PROC" '
    { pid = substr($1, length(PROC) + 2) + 0; if ($2 == pid && ++found <= 64) print pid }'
}

# answering LAST: every number up to LAST that the kernel answers to. Joining digits costs half of
# what counting does.
answering() {
  number=1
  while [ "$number" -le 999 ]; do
    [ -d "$PROC/$number" ] && printf 'K%s\n' "$number"
    number=$((number + 1))
  done
  number=1
  while [ "$number" -le "$(($1 / 1000))" ]; do
    for c in 0 1 2 3 4 5 6 7 8 9; do
      for d in 0 1 2 3 4 5 6 7 8 9; do
        for e in 0 1 2 3 4 5 6 7 8 9; do
          [ -d "$PROC/$number$c$d$e" ] && printf 'K%s\n' "$number$c$d$e"
        done
      done
    done
    number=$((number + 1))
  done
}

# Processes whose first thread has ended while others go on: /proc/PID/exe is empty then.
zombie_leaders() {
  set +f
  grep -ls '^State:	Z' "$PROC"/[0-9]*/status | while IFS= read -r file; do
    dir=${file%/status}
    set -- "$dir"/task/[0-9]*
    if [ $# -gt 1 ]; then printf '%s\n' "${dir##*/}"; fi
  done
  set -f
}

# Of the programs and deleted libraries seen, those that a package owns.
owned_programs() {
  owned_in=$({
    printf '%s\n' "$links" | sed -n 's/^.*\/exe -> \//\//p'
    [ -z "$maps" ] || printf '%s\n' "$maps" | sed -n 's/^[^ ]*  *[^ ]*  *[^ ]*  *[^ ]*  *[^ ]*  *\//\//p'
  } | sed 's/ (deleted)$//' | sort -u)
  [ -n "$owned_in" ] || return 0
  if [ -d "$ROOT/var/lib/dpkg/info" ]; then owned_dpkg
  elif [ -r "$ROOT/lib/apk/db/installed" ]; then owned_apk
  fi
}
