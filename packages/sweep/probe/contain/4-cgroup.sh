# cgroup: holds processes in a control group of our own below the one that each is in, so that its
# limits stay, and the way back is `..` and needs no word from anybody.
# Needs: a mounted cgroup2 with cgroup.freeze, or a cgroup v1 freezer; root. The only files that are
# ever written on a host are those of control groups. Output: variables. ATT&CK: none.
FREEZE_WAIT_CS_MAX=300

# cgroup_mounts: sets MOUNT_2 and MOUNT_1 to where the hierarchies are mounted whole.
cgroup_mounts() {
  MOUNT_2=
  MOUNT_1=
  cgroup_list=$(awk '
    $4 != "/" || index($5, "\\") || $6 !~ /^rw/ { next }
    {
      for (i = 7; i < NF; i++) if ($i == "-") break
      if ($NF !~ /^rw/) next
      if ($(i + 1) == "cgroup2" && !two) { two = 1; print "2" $5 }
      else if ($(i + 1) == "cgroup" && ("," $NF ",") ~ /,freezer,/ && !one) { one = 1; print "1" $5 }
    }' "$PROC/self/mountinfo" 2>/dev/null)
  for cgroup_line in $cgroup_list; do
    case $cgroup_line in
      2*) MOUNT_2=${cgroup_line#2} ;;
      1*) MOUNT_1=${cgroup_line#1} ;;
    esac
  done
}

# cgroup_dir VERSION DIR: sets GROUP_AT to the control group of the process whose /proc is at DIR.
cgroup_dir() {
  GROUP_AT=
  case $1 in
    2) [ -n "$MOUNT_2" ] || return 1 ;;
    1) [ -n "$MOUNT_1" ] || return 1 ;;
  esac
  while IFS= read -r cgroup_line; do
    case $1:$cgroup_line in
      2:0::/*) cgroup_at=$MOUNT_2${cgroup_line#0::} ;;
      1:*)
        cgroup_names=${cgroup_line#*:}
        cgroup_names=${cgroup_names%%:*}
        case ,$cgroup_names, in *,freezer,*) ;; *) continue ;; esac
        cgroup_at=$MOUNT_1${cgroup_line#*:*:}
        ;;
      *) continue ;;
    esac
    # Outside of what this process may see.
    case $cgroup_at in */../* | */..) return 1 ;; esac
    cgroup_at=${cgroup_at%/}
    [ -d "$cgroup_at" ] || return 1
    GROUP_AT=$cgroup_at
    return 0
  done 2>/dev/null <"$2/cgroup"
  return 1
}

# cgroup_usable VERSION DIR: could the process be held so? Nothing is written to find out.
cgroup_usable() {
  cgroup_dir "$1" "$2" && [ -w "$GROUP_AT" ] || return 1
  [ "$1" = 2 ] || return 0
  [ -e "$GROUP_AT/cgroup.freeze" ] && return 0
  # The root has no such file, but the groups below it do, from Linux 5.2 on.
  cgroup_release=
  read -r cgroup_release <"$PROC/sys/kernel/osrelease"
  cgroup_minor=${cgroup_release#*.}
  cgroup_minor=${cgroup_minor%%[!0-9]*}
  [ "$GROUP_AT" = "$MOUNT_2" ] && [ "${cgroup_release%%.*}" -ge 5 ] && [ $((${cgroup_release%%.*} * 1000 + cgroup_minor)) -ge 5002 ]
}

# write_group FILE VALUE: a write of more than nothing to any file would end the writer.
write_group() {
  (
    ulimit -S -f unlimited
    printf '%s\n' "$2" >"$1"
  ) 2>/dev/null
}

# move_pinned FILE PID DIR: writes the number while the process whose /proc is pinned at DIR has it.
move_pinned() {
  (
    ulimit -S -f unlimited
    [ -e "$3/stat" ] && printf '%s\n' "$2" >"$1"
  ) 2>/dev/null
}

# group_set DIR frozen|thawed, in either version.
group_set() {
  if [ -e "$1/cgroup.freeze" ]; then
    case $2 in frozen) write_group "$1/cgroup.freeze" 1 ;; *) write_group "$1/cgroup.freeze" 0 ;; esac
  elif [ -e "$1/freezer.state" ]; then
    case $2 in frozen) write_group "$1/freezer.state" FROZEN ;; *) write_group "$1/freezer.state" THAWED ;; esac
  else
    return 1
  fi
}

group_frozen() {
  if [ -e "$1/cgroup.events" ]; then
    while read -r group_name group_value; do
      [ "$group_name" != frozen ] || { [ "$group_value" = 1 ]; return; }
    done 2>/dev/null <"$1/cgroup.events"
    return 1
  fi
  group_value=
  read -r group_value 2>/dev/null <"$1/freezer.state"
  [ "$group_value" = FROZEN ]
}

group_pids() { cat "$1/cgroup.procs" 2>/dev/null; }

# group_wait DIR: until all in it are frozen.
group_wait() {
  now_cs
  group_until=$((NOW + FREEZE_WAIT_CS_MAX))
  until group_frozen "$1"; do
    now_cs
    [ "$NOW" -lt "$group_until" ] || return 1
    nap
  done
}

# our_groups: the control groups of this action, a line each.
our_groups() {
  for our_mount in ${MOUNT_2:+"$MOUNT_2"} ${MOUNT_1:+"$MOUNT_1"}; do
    find "$our_mount" -xdev -type d -name "vedette-$ACTION" 2>/dev/null
  done
}

# group_hold VERSION DIR PID: puts the process, whose /proc is at DIR, into a frozen group.
group_hold() {
  cgroup_usable "$1" "$2" || return 1
  GROUP=$GROUP_AT
  case $GROUP in
    */vedette-"$ACTION") group_set "$GROUP" frozen; return ;;
  esac
  GROUP=$GROUP/vedette-$ACTION
  [ -d "$GROUP" ] || mkdir "$GROUP" 2>/dev/null || return 1
  # Frozen while it is empty, so that whoever comes in is frozen by that.
  group_set "$GROUP" frozen && move_pinned "$GROUP/cgroup.procs" "$3" "$2" && return 0
  rmdir "$GROUP" 2>/dev/null
  return 1
}

# group_home DIR: sets HOME_GROUP to where those in our group came from, past groups of other
# actions that were thawed since.
group_home() {
  HOME_GROUP=${1%/*}
  while :; do
    case ${HOME_GROUP##*/} in vedette-E-*) ;; *) return ;; esac
    group_frozen "$HOME_GROUP" && return
    HOME_GROUP=${HOME_GROUP%/*}
  done
}

# group_release DIR: everybody back to where they were, while still frozen, so that nobody can fork
# on the way; then the group goes. Prints `released` for each.
group_release() {
  group_home "$1"
  release_round=0
  while [ "$release_round" -lt 20 ]; do
    release_round=$((release_round + 1))
    release_left=0
    for release_pid in $(group_pids "$1"); do
      release_left=1
      read_stat "$PROC/$release_pid/stat" || continue
      if write_group "$HOME_GROUP/cgroup.procs" "$release_pid"; then
        printf 'released pid=%s start=%s\n' "$release_pid" "$S_START"
      fi
    done
    [ "$release_left" = 1 ] || break
  done
  # Who could not be moved runs where it is; with an empty group this changes nothing.
  group_set "$1" thawed
  rmdir "$1" 2>/dev/null
  # Groups of other actions that were thawed since, and waited for this one to go.
  release_above=${1%/*}
  while [ "$release_above" != "$HOME_GROUP" ]; do
    rmdir "$release_above" 2>/dev/null || break
    release_above=${release_above%/*}
  done
  [ ! -d "$1" ] || [ "$release_left" = 0 ]
}
