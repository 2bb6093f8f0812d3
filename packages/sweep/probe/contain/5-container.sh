# container: holds a container through its engine, or where none answers through its control group.
# Needs: docker or podman, else a freezer. Output: `container`. ATT&CK: none.
ENGINE_SECONDS_MAX=15
unset DOCKER_HOST DOCKER_CONTEXT DOCKER_CONFIG CONTAINER_HOST CONTAINER_CONNECTION

# engine NAME ARGUMENT...: asks the engine of this host, whatever an account's context says. Its own
# files are its own to write.
engine() {
  (
    ulimit -S -f unlimited 2>/dev/null
    case $1 in
      docker) shift; set -- docker --host unix:///var/run/docker.sock "$@" ;;
    esac
    if have timeout; then exec timeout -s KILL "$ENGINE_SECONDS_MAX" "$@"; fi
    exec "$@"
  ) </dev/null 4>&-
}

# An engine that did not answer once in a step is not waited for again.
ENGINES_SILENT=' '
engine_here() {
  case $ENGINES_SILENT in *" $1 "*) return 1 ;; esac
  case $1 in
    docker) have docker && [ -S "$ROOT/var/run/docker.sock" ] ;;
    podman) have podman ;;
    *) return 1 ;;
  esac
}

# shellcheck disable=SC2016
INSPECT='{{.State.Pid}} {{.State.Status}} {{.HostConfig.RestartPolicy.MaximumRetryCount}} {{.HostConfig.RestartPolicy.Name}}
{{.Name}}
{{.Config.Image}}
{{if index .Config.Labels "com.docker.swarm.service.id"}}swarm {{end}}{{if index .Config.Labels "io.kubernetes.pod.name"}}kubernetes {{end}}{{if index .Config.Labels "coolify.managed"}}coolify {{end}}{{if index .Config.Labels "com.docker.compose.project"}}compose {{end}}'

# container_inspect ENGINE ID: sets C_PID, C_STATE, C_RESTART, C_RETRIES, C_NAME, C_IMAGE, C_MANAGER;
# 2 where the engine says that there is none, 1 where it does not answer.
container_inspect() {
  C_PID='' C_STATE=unknown C_RESTART=unknown C_RETRIES=0 C_NAME='' C_IMAGE='' C_MANAGER=''
  engine_here "$1" || return 1
  inspect_text=$(engine "$1" inspect --type container -f "$INSPECT" "$2" 2>/dev/null)
  case $? in
    0) ;;
    124 | 137)
      ENGINES_SILENT="$ENGINES_SILENT$1 "
      return 1
      ;;
    *)
      case $(engine "$1" inspect --type container -f '{{.Id}}' "$2" 2>&1) in *[Nn]o\ such*) return 2 ;; esac
      return 1
      ;;
  esac
  inspect_line=${inspect_text%%"$NL"*}
  # shellcheck disable=SC2086
  set -- $inspect_line
  [ $# -ge 3 ] || return 1
  case $1$3 in *[!0-9]*) return 1 ;; esac
  C_PID=$1 C_RETRIES=$3
  case $2 in running | paused) C_STATE=$2 ;; exited | dead | created | stopped) C_STATE=exited ;; esac
  case ${4:-no} in no | always | unless-stopped | on-failure) C_RESTART=${4:-no} ;; esac
  inspect_text=${inspect_text#*"$NL"}
  C_NAME=${inspect_text%%"$NL"*}
  C_NAME=${C_NAME#/}
  inspect_text=${inspect_text#*"$NL"}
  C_IMAGE=${inspect_text%%"$NL"*}
  case $inspect_text in
    *"$NL"*)
      # shellcheck disable=SC2086
      set -- ${inspect_text#*"$NL"}
      C_MANAGER=$*
      ;;
  esac
  return 0
}

# engine_keeps_policy: is this a podman that cannot change the restart policy of a container that is
# there (before 5.1)? A container that is paused does not end, so that it is not started again either.
engine_keeps_policy() {
  [ "$C_ENGINE" = podman ] || return 1
  case $(engine podman update --help 2>/dev/null) in *--restart*) return 1 ;; esac
}

say_container() {
  esc "$C_NAME"; say_name=$ESC
  esc "$C_IMAGE"; say_image=$ESC
  esc "$C_MANAGER"
  printf 'container engine=%s id=%s restart=%s retries=%s state=%s name=%s image=%s orchestrator=%s\n' \
    "$C_ENGINE" "$C_ID" "$C_RESTART" "$C_RETRIES" "$C_STATE" "$say_name" "$say_image" "$ESC"
}

namespace_of() { readlink "$PROC/$1/ns/$2" 2>/dev/null; }

# belongs PID FIRST: is the process of the container whose first process is FIRST? Below it, or in
# a namespace of it that is not the host's (what an engine's `exec` starts is not below it).
belongs() {
  for belongs_kind in pid mnt; do
    belongs_name=$(namespace_of "$1" "$belongs_kind")
    [ -n "$belongs_name" ] && [ "$belongs_name" != "$(namespace_of self "$belongs_kind")" ] &&
      [ "$belongs_name" = "$(namespace_of "$2" "$belongs_kind")" ] && return 0
  done
  belongs_pid=$1
  belongs_steps=0
  while [ "$belongs_pid" -gt 1 ] && [ "$belongs_steps" -lt 256 ]; do
    [ "$belongs_pid" != "$2" ] || return 0
    read_stat "$PROC/$belongs_pid/stat" || return 1
    belongs_pid=$S_PPID
    belongs_steps=$((belongs_steps + 1))
  done
  return 1
}

# container_group DIR: sets C_GROUP to the control group, frozen as a whole, that carries the id.
container_group() {
  C_GROUP=
  for group_version in 2 1; do
    cgroup_dir "$group_version" "$1" || continue
    group_path=$GROUP_AT
    while :; do
      case ${group_path##*/} in
        *"$C_ID" | *"$C_ID".scope) break ;;
        '') continue 2 ;;
      esac
      group_path=${group_path%/*}
    done
    [ -e "$group_path/cgroup.freeze" ] || [ -e "$group_path/freezer.state" ] || continue
    C_GROUP=$group_path
    return 0
  done
  return 1
}

# group_first DIR: sets FIRST to the oldest process of a control group that is not in the host's
# mount namespace: whoever was put into the group later is younger.
group_first() {
  FIRST=
  first_start=
  for first_pid in $(group_pids "$1"); do
    [ "$(namespace_of "$first_pid" mnt)" != "$(namespace_of self mnt)" ] || continue
    read_stat "$PROC/$first_pid/stat" || continue
    if [ -z "$FIRST" ] || [ "$S_START" -lt "$first_start" ]; then
      FIRST=$first_pid
      first_start=$S_START
    fi
  done
}

# container_verify: is the target of the container whose control group it is in? Sets C_ENGINE and
# the C_* of container_inspect; on failure REFUSED and REFUSED_WHY.
container_verify() {
  REFUSED=container-unverified
  C_ID=$CONTAINER_NOW
  container_of "$PROC/$$"
  if [ "$CONTAINER_NOW" = "$C_ID" ]; then
    REFUSED=own-container REFUSED_WHY='the probe runs in the same container'
    return 1
  fi
  CONTAINER_NOW=$C_ID
  if [ "$(namespace_of "$PID" mnt)" = "$(namespace_of self mnt)" ] && [ "$(namespace_of "$PID" pid)" = "$(namespace_of self pid)" ]; then
    REFUSED_WHY="it is in the control group of a container, but in the host's namespaces"
    return 1
  fi
  container_of "$PROC/$PID"
  case $CONTAINER_KIND in podman) C_ENGINE=podman ;; *) C_ENGINE=docker ;; esac
  container_inspect "$C_ENGINE" "$C_ID"
  case $? in
    0)
      if [ "$C_PID" -lt 1 ] || ! belongs "$PID" "$C_PID"; then
        REFUSED_WHY="$C_ENGINE does not know it as a process of this container"
        return 1
      fi
      ;;
    2)
      if [ "$CONTAINER_KIND" != other ]; then
        REFUSED_WHY="$C_ENGINE knows no such container"
        return 1
      fi
      C_ENGINE=cgroup
      ;;
    *) C_ENGINE=cgroup ;;
  esac
  if [ "$C_ENGINE" = cgroup ]; then
    C_STATE=unknown C_RESTART=unknown C_RETRIES=0
    if ! container_group "$PROC/$PID"; then
      REFUSED_WHY='no engine answers, and its control group cannot be frozen'
      return 1
    fi
    group_first "$C_GROUP"
    if [ -z "$FIRST" ] || ! belongs "$PID" "$FIRST"; then
      REFUSED_WHY='no engine answers, and it is not of those who were first in its control group'
      return 1
    fi
    if group_frozen "$C_GROUP"; then C_STATE=paused; else C_STATE=running; fi
  fi
  REFUSED=
  return 0
}

# container_state: sets C_STATE of the container in CONTAINER as it is now, through ENGINE.
container_state() {
  C_ID=$CONTAINER
  # shellcheck disable=SC2153
  C_ENGINE=$ENGINE
  case $ENGINE in
    docker | podman)
      container_inspect "$ENGINE" "$C_ID"
      case $? in
        2) C_STATE=gone; return ;;
        0) return ;;
      esac
      ;;
  esac
  C_STATE=unknown C_RESTART=unknown C_RETRIES=0
  container_find_group || { C_STATE=gone; return; }
  if group_frozen "$C_GROUP"; then C_STATE=paused; else C_STATE=running; fi
}

# container_find_group: as container_group, where the process may be gone.
container_find_group() {
  C_GROUP=
  for find_mount in ${MOUNT_2:+"$MOUNT_2"} ${MOUNT_1:+"$MOUNT_1"}; do
    find_list=$(find "$find_mount" -xdev -type d \( -name "$C_ID" -o -name "*-$C_ID.scope" -o -name "*-$C_ID" \) 2>/dev/null | head -n 1)
    [ -n "$find_list" ] || continue
    C_GROUP=$find_list
    [ -e "$C_GROUP/cgroup.freeze" ] || [ -e "$C_GROUP/freezer.state" ] && return 0
  done
  return 1
}

# container_pause: pauses it, through its control group where the engine does not. Sets C_STATE.
container_pause() {
  pause_why=
  case $C_ENGINE in
    docker | podman)
      if [ "$C_STATE" != paused ]; then
        pause_why=$(engine "$C_ENGINE" pause "$C_ID" 2>&1) || :
      fi
      container_inspect "$C_ENGINE" "$C_ID" && [ "$C_STATE" = paused ] && return 0
      ;;
  esac
  container_find_group && group_set "$C_GROUP" frozen && group_wait "$C_GROUP" || return 1
  C_ENGINE=cgroup C_STATE=paused
}

# container_resume: lets it run again, however it was paused.
container_resume() {
  case $C_ENGINE in
    docker | podman)
      [ "$C_STATE" != paused ] || engine "$C_ENGINE" unpause "$C_ID" >/dev/null 2>&1
      container_inspect "$C_ENGINE" "$C_ID"
      # Frozen behind the engine's back, when it did not answer.
      if [ "$C_STATE" = running ] && container_find_group && group_frozen "$C_GROUP"; then
        group_set "$C_GROUP" thawed
      fi
      [ "$C_STATE" != paused ]
      ;;
    *)
      container_find_group || return 0
      group_set "$C_GROUP" thawed
      C_STATE=running
      ! group_frozen "$C_GROUP"
      ;;
  esac
}
