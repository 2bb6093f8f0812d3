# containers: who may command the engine, and which containers are not contained.
# Needs: /proc/PID/{cgroup,mountinfo,status,ns}, engine sockets and configuration, as root
#   /var/lib/docker/containers. No engine is asked: its client would fork, and may hang.
# Output: items engine-api, engine-socket, container (one per image and privilege).
# ATT&CK: T1610, T1611, T1133, T1613.
CONTAINERS_MAX=200
CONTAINERS_PIDS_MAX=60000

sec_containers() {
  containers_here || return 0
  containers_api
  containers_sockets
  containers_running
  return 0
}

# A trace of any engine; without one there is nothing to say, and nothing is read.
containers_here() {
  for containers_path in run/docker.sock var/run/docker.sock run/docker.pid etc/docker/daemon.json var/lib/docker \
    run/containerd run/podman var/lib/containers run/crio run/k3s var/lib/kubelet var/lib/lxc var/lib/lxd run/lxc; do
    [ -e "$ROOT/$containers_path" ] && return 0
  done
  set +f
  set -- "$ROOT"/run/user/*/libpod "$ROOT"/run/user/*/containers "$ROOT"/sys/fs/cgroup/docker "$ROOT"/sys/fs/cgroup/*/docker \
    "$ROOT"/sys/fs/cgroup/kubepods* "$ROOT"/sys/fs/cgroup/lxc*
  set -f
  for containers_path; do
    [ -e "$containers_path" ] && return 0
  done
  return 1
}

# Where the daemon was told to listen, and where it does.
containers_api() {
  containers_config=$ROOT/etc/docker/daemon.json
  containers_words=
  if [ -f "$containers_config" ] && [ -r "$containers_config" ]; then
    containers_words=$(head -c 65536 "$containers_config" 2>/dev/null | tr '\n' ' ' | awk '
      {
        if (match($0, /"hosts"[ \t]*:[ \t]*\[[^]]*\]/)) {
          list = substr($0, RSTART, RLENGTH)
          while (match(list, /tcp:\/\/[^"]*/)) { print substr(list, RSTART, RLENGTH); list = substr(list, RSTART + RLENGTH) }
        }
        if ($0 ~ /"tlsverify"[ \t]*:[ \t]*true/) print "tlsverify"
      }')
  fi
  containers_pid=
  [ -r "$ROOT/run/docker.pid" ] && read -r containers_pid <"$ROOT/run/docker.pid"
  case $containers_pid in
    '' | *[!0-9]*) ;;
    *)
      containers_words="$containers_words$NL$(tr '\000' '\n' <"$PROC/$containers_pid/cmdline" 2>/dev/null | awk '
        NR == 1 && $0 !~ /dockerd/ { exit }
        { sub(/^(-H|--host)=/, "") }
        /^tcp:\/\// { print }
        /^--tlsverify(=true)?$/ { print "tlsverify" }')"
      ;;
  esac
  containers_tls=
  for containers_word in $containers_words; do
    [ "$containers_word" = tlsverify ] && containers_tls=yes
  done
  for containers_word in $containers_words; do
    case $containers_word in
      tcp://127.* | tcp://localhost:* | 'tcp://[::1]'*) containers_codes=engine-tcp,engine-loopback ;;
      tcp://*) containers_codes=engine-tcp ;;
      *) continue ;;
    esac
    [ -z "$containers_tls" ] || containers_codes=$containers_codes,engine-tls
    item engine-api "$containers_word" configured "$containers_codes" address "$containers_word"
  done
  # 2375 is the port without TLS; only the docker API is spoken there by convention.
  set --
  for containers_path in "$PROC/net/tcp" "$PROC/net/tcp6"; do
    [ -r "$containers_path" ] && set -- "$@" "$containers_path"
  done
  [ $# -gt 0 ] || return 0
  awk '
    $4 == "0A" && $2 ~ /:0947$/ {
      address = substr($2, 1, length($2) - 5)
      local = address ~ /7F$/ && length(address) == 8 || address == "00000000000000000000000001000000"
      any[local]
    }
    END { if (0 in any) print "engine-tcp,engine-listening"; else if (1 in any) print "engine-tcp,engine-listening,engine-loopback" }' \
    "$@" | while IFS= read -r containers_codes; do
    item engine-api port:2375 listening "$containers_codes" address 'port 2375'
  done
}

containers_sockets() {
  set --
  for containers_path in docker.sock containerd/containerd.sock podman/podman.sock crio/crio.sock k3s/containerd/containerd.sock cri-dockerd.sock; do
    [ -e "$ROOT/run/$containers_path" ] && set -- "$@" "$ROOT/run/$containers_path"
  done
  [ $# -gt 0 ] || return 0
  find "$@" -maxdepth 0 -perm -0002 2>/dev/null | while IFS= read -r containers_path; do
    containers_path=${containers_path#"$ROOT"}
    item engine-socket "$containers_path" world-writable engine-socket-open path "$containers_path"
  done
}

# One process stands for each container: the one with the lowest pid among those of its cgroup.
# A process of the host in a container's cgroup (a shim, one just starting) is told apart by its
# mount namespace.
containers_running() {
  set +f
  set -- "$PROC"/[0-9]*/cgroup
  set -f
  if [ $# -gt "$CONTAINERS_PIDS_MAX" ]; then
    gap container blind "more than $CONTAINERS_PIDS_MAX processes"
    return
  fi
  containers_list=$(grep -sE '[/-](docker|libpod|cri-containerd|crio|cri-o|kubepods|lxc)[-./_a-z]' "$@" /dev/null | awk -v max="$CONTAINERS_MAX" '
    {
      at = index($0, ":")
      file = substr($0, 1, at - 1)
      n = split(file, part, "/")
      pid = part[n - 1]
      group = substr($0, at + 1)
      if (pid in found) next
      id = ""
      if (match(group, /[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]+(\.scope)?(\/|$)/)) {
        id = substr(group, RSTART, RLENGTH)
        sub(/[^0-9a-f].*/, "", id)
        if (length(id) != 64) id = ""
      }
      if (id == "" && match(group, /lxc(\.payload)?[.\/][A-Za-z0-9_.-]+/)) {
        id = substr(group, RSTART, RLENGTH)
        if (id ~ /^lxc\.monitor/) next
        sub(/^lxc(\.payload)?[.\/]/, "", id)
        id = "lxc-" id
      }
      if (id == "" || group ~ /libpod-conmon-|crio-conmon-/) next
      found[pid]
      if (!(id in lowest)) { order[++count] = id; lowest[id] = pid } else if (pid + 0 < lowest[id] + 0) lowest[id] = pid
    }
    END {
      for (i = 1; i <= count && i <= max; i++) print order[i] "\t" lowest[order[i]]
      if (count > max) print "!"
    }')
  [ -n "$containers_list" ] || return 0
  case $NL$containers_list$NL in *"$NL!$NL"*) gap container limited "more than $CONTAINERS_MAX containers" ;; esac
  containers_names
  containers_judge
}

# Image and restart policy as docker keeps them on disk, into CONTAINERS_NAMES: ID<TAB>IMAGE<TAB>POLICY.
containers_names() {
  CONTAINERS_NAMES=
  containers_root=$ROOT/var/lib/docker
  if [ -r "$containers_config" ]; then
    containers_word=$(head -c 65536 "$containers_config" 2>/dev/null | tr '\n' ' ' |
      sed -n 's/.*"data-root"[[:space:]]*:[[:space:]]*"\(\/[^"]*\)".*/\1/p')
    [ -z "$containers_word" ] || containers_root=$ROOT$containers_word
  fi
  [ -d "$containers_root" ] || return 0
  if [ ! -x "$containers_root" ]; then
    gap container-image blind 'the images of containers cannot be read without root'
    return
  fi
  containers_ids=$(printf '%s\n' "$containers_list" | awk -F '\t' '$1 !~ /[^0-9a-f]/ { print $1 }')
  set --
  for containers_id in $containers_ids; do
    for containers_path in config.v2.json hostconfig.json; do
      [ -r "$containers_root/containers/$containers_id/$containers_path" ] &&
        set -- "$@" "$containers_root/containers/$containers_id/$containers_path"
    done
  done
  [ $# -gt 0 ] || return 0
  # A quote inside a JSON string is written \", so these patterns match keys only.
  CONTAINERS_NAMES=$(grep -soE '"Image":"[^"\\]*"|"RestartPolicy":\{"Name":"[^"\\]*"' "$@" /dev/null | awk '
    {
      at = index($0, ":\"")
      file = substr($0, 1, at - 1)
      rest = substr($0, at + 1)
      n = split(file, part, "/")
      id = part[n - 1]
      count = split(rest, word, "\"")
      value = word[count - 1]
      if (rest ~ /^"Image"/) { if (value !~ /^sha256:/) image[id] = value; else if (!(id in image)) image[id] = value }
      else policy[id] = value
    }
    END { for (id in image) print id "\t" image[id] "\t" (policy[id] == "" ? "no" : policy[id]) }')
}

# Namespaces, capabilities, seccomp and mounts of each, beside those of the host's first process.
containers_judge() {
  set -- "$PROC/1/ns/mnt" "$PROC/1/ns/pid" "$PROC/1/ns/net" "$PROC/1/ns/user"
  for containers_word in $containers_list; do
    case $containers_word in *[!0-9]* | '') continue ;; esac
    [ -r "$PROC/$containers_word/status" ] || continue
    set -- "$@" "$PROC/$containers_word/ns/mnt" "$PROC/$containers_word/ns/pid" "$PROC/$containers_word/ns/net" "$PROC/$containers_word/ns/user"
  done
  containers_links=$(ls -ld -- "$@" 2>/dev/null)
  case $containers_links in
    *'/1/ns/mnt -> '*) ;;
    *)
      gap container-privilege blind 'namespaces of other processes cannot be read without root'
      return
      ;;
  esac
  printf '%s\n\n%s\n\n%s\n' "$containers_list" "$CONTAINERS_NAMES" "$containers_links" |
    awk -v proc="$PROC" "$CONTAINERS_AWK" |
    while IFS="$TAB" read -r containers_key containers_value containers_codes containers_image containers_id containers_pid; do
      item container "$containers_key" "$containers_value" "$containers_codes" \
        image "$containers_image" container "$containers_id" pid "$containers_pid" what "${containers_key##* }"
    done
}

# Output: KEY<TAB>VALUE<TAB>CODES<TAB>IMAGE<TAB>ID<TAB>PID, one for each image and privilege.
# shellcheck disable=SC2016
CONTAINERS_AWK='
  function tell(what, codes, value,    key) {
    key = name " " what
    if (key in told) return
    told[key]
    print key "\t" value "\t" codes "\t" name "\t" substr(id, 1, 12) "\t" pid
  }
  # An engine gives all that it knows of, and Docker 20.10 of Debian 12 knows none above 37, so only
  # the last nine digits are compared: the capabilities from 0 to 35.
  function known(mask) { return substr(mask, 8) }
  # A container may end at any time, and mawk dies of a read that fails: cat reads for it.
  function look(at,    file, line, word) {
    file = "cat " proc "/" (at + 0) "/status 2>/dev/null"
    while ((file | getline line) > 0) {
      split(line, word, /[ \t]+/)
      if (word[1] == "Name:") { comm[at] = substr(line, 7); gsub(/\t/, " ", comm[at]) }
      else if (word[1] == "CapEff:") caps[at] = word[2]
      else if (word[1] == "Seccomp:") seccomp[at] = word[2]
    }
    close(file)
    file = "cat " proc "/" (at + 0) "/mountinfo 2>/dev/null"
    while ((file | getline line) > 0) {
      split(line, word, " ")
      if (at == 1) { if (word[5] == "/") rootdev = word[3]; else if (word[5] == "/run") rundev = word[3]; continue }
      if (word[4] ~ /(^|\/)(docker|containerd|podman|crio|cri-dockerd)\.sock$/) socket[at] = word[4]
      else if (word[4] == "/" && word[3] == rundev && rundev != "" || word[4] == "/run" && word[3] == rootdev) socket[at] = "/run"
      if (word[4] == "/" && word[3] == rootdev && rootdev != "") whole[at] = word[5]
    }
    close(file)
  }
  # Seconds since a process began; -1 once it is gone. The kernel counts hundredths for everybody.
  function age(at,    file, line, word, now, cut) {
    file = "cat " proc "/uptime " proc "/" (at + 0) "/stat 2>/dev/null"
    now = -1
    line = ""
    if ((file | getline line) > 0) { split(line, word, " "); now = word[1] }
    line = ""
    while ((file | getline line) > 0) while ((cut = index(line, ") ")) > 0) line = substr(line, cut + 2)
    close(file)
    if (line == "" || split(line, word, " ") < 20) return -1
    return now - word[20] / 100
  }
  $0 == "" { part++; next }
  part == 0 { split($0, word, "\t"); if (word[2] != "") { ids[++count] = word[1]; pids[count] = word[2] }; next }
  part == 1 { split($0, word, "\t"); image[word[1]] = word[2]; policy[word[1]] = word[3]; next }
  match($0, /[0-9]+\/ns\/[a-z]+ -> /) {
    path = substr($0, RSTART, RLENGTH - 4)
    ns[path] = substr($0, RSTART + RLENGTH)
  }
  END {
    look(1)
    for (i = 1; i <= count; i++) {
      id = ids[i]
      pid = pids[i]
      if (!((pid "/ns/mnt") in ns) || ns[pid "/ns/mnt"] == ns["1/ns/mnt"]) continue
      look(pid)
      name = (id in image) ? image[id] : (id ~ /^lxc-/ ? id : "program " comm[pid])
      if (id in image) tell("image", "container-image", policy[id])
      if (pid in socket) tell("engine-socket", "container-engine-socket", socket[pid])
      if (pid in whole) tell("host-root", "container-host-root", "mounted")
      # Capabilities in a user namespace of its own are none on the host.
      mapped = ns[pid "/ns/user"] != ns["1/ns/user"]
      # Until its program runs, the first process of every container is the runtime, with all that it
      # may do: one that crashes and is started again would be told at each unlucky look. It takes
      # that long only once in its life, so a name does not help who wants to stay.
      starting = comm[pid] ~ /^(runc|crun|youki)/ && age(pid) < 3
      if (!mapped && known(caps[pid]) == known(caps[1]) && seccomp[pid] == "0" && !starting) tell("privileged", "container-privileged", "all capabilities")
      if (ns[pid "/ns/pid"] == ns["1/ns/pid"]) tell("host-pid", "container-host-pid", "shared")
      if (ns[pid "/ns/net"] == ns["1/ns/net"]) tell("host-net", "container-host-net", "shared")
    }
  }'
