# never: what is never frozen, whoever says that it should be.
# Needs: identify, snapshot, owned. Output: variables REFUSED and REFUSED_WHY. ATT&CK: none.

# own_lineage: the probe's ancestors, in OWN, and its session, in OWN_SESSION.
own_lineage() {
  OWN=' '
  OWN_SESSION=
  OWN_START=
  lineage_pid=$$
  lineage_steps=0
  while [ "$lineage_pid" -gt 0 ] && [ "$lineage_steps" -lt 128 ]; do
    OWN="$OWN$lineage_pid "
    read_stat "$PROC/$lineage_pid/stat" || break
    [ -n "$OWN_SESSION" ] || OWN_SESSION=$S_SESSION OWN_START=$S_START
    lineage_pid=$S_PPID
    lineage_steps=$((lineage_steps + 1))
  done
}

# own_helper PID: after read_stat: is it one that the probe itself has left behind?
own_helper() {
  [ "$S_START" -ge "${OWN_START:-0}" ] || return 1
  case $NL$(head -c 65536 "$PROC/$1/environ" 2>/dev/null | tr '\000' '\n')$NL in
    *"${NL}VEDETTE_STEP=$NONCE$NL"*) return 0 ;;
  esac
  return 1
}

# package_of PATH: sets PACKAGE_STATE to intact, modified, unknown, or "" where no package owns it.
PACKAGE_ASKED=$NL
package_of() {
  PACKAGE_STATE=
  case $1 in *"$NL"* | *"$TAB"* | '') return ;; esac
  case $PACKAGE_ASKED in
    *"$NL$1$TAB"*)
      PACKAGE_STATE=${PACKAGE_ASKED#*"$NL$1$TAB"}
      PACKAGE_STATE=${PACKAGE_STATE%%"$NL"*}
      return
      ;;
  esac
  PACKAGE_STATE=$(printf '%s\n' "$1" | owned_paths | awk -F '\t' 'NR == 1 { print $3 }')
  PACKAGE_ASKED="$PACKAGE_ASKED$1$TAB$PACKAGE_STATE$NL"
}

system_path() {
  case $1 in
    /usr/* | /bin/* | /sbin/* | /lib/* | /lib32/* | /lib64/* | /snap/* | /nix/store/* | /gnu/store/* | /var/lib/rancher/*) return 0 ;;
  esac
  return 1
}

# Programs that run whatever they are told to: that a package owns them says nothing of what they do.
interpreter() {
  case ${1##*/} in
    sh | dash | bash | rbash | ash | busybox | zsh | ksh* | mksh | fish | csh | tcsh | python* | pypy* | perl* | ruby* | node | nodejs | \
      deno | bun | php* | java | lua* | tclsh* | socat* | nc | nc.* | ncat | netcat | curl | wget | ssh | gawk | mawk | env | nohup | \
      ld-linux* | ld-musl* | ld-*.so) return 0 ;;
  esac
  return 1
}

# unchanged_program: is the program of the last exe_text a live file at its path, as packaged?
# Where no package database can be asked, a file of root's in a system directory is taken for one.
unchanged_program() {
  [ "$(bounded stat -L -c '%d:%i' "$ROOT$EXE_TEXT" 2>/dev/null)" = "$EXE_ID" ] || return 1
  if [ -d "$ROOT/var/lib/dpkg/info" ] || [ -r "$ROOT/lib/apk/db/installed" ]; then
    package_of "$EXE_TEXT"
    [ "$PACKAGE_STATE" = intact ] || [ "$PACKAGE_STATE" = unknown ]
  else
    system_path "$EXE_TEXT" && [ "$(stat -L -c %u "$ROOT$EXE_TEXT" 2>/dev/null)" = 0 ]
  fi
}

# refusal PID ROLE: succeeds, with REFUSED and REFUSED_WHY, if this process is never frozen.
# What a container runs is not the host's: of it only what comes first is asked.
refusal() {
  REFUSED=
  REFUSED_WHY=
  read_stat "$PROC/$1/stat" || return 1
  if [ "$1" -eq 1 ]; then
    REFUSED=init REFUSED_WHY='process 1'
  elif [ $((S_FLAGS & 0x200000)) -ne 0 ]; then
    REFUSED=kernel-thread REFUSED_WHY='a thread of the kernel'
  else
    case $OWN in *" $1 "*) REFUSED=own-ancestry REFUSED_WHY='the probe runs below it' ;; esac
    if [ -z "$REFUSED" ] && [ "$S_SESSION" = "$OWN_SESSION" ]; then
      REFUSED=own-session REFUSED_WHY='it is in the session of the probe'
    fi
    if [ -z "$REFUSED" ] && own_helper "$1"; then REFUSED=own-session REFUSED_WHY='the probe has started it'; fi
  fi
  [ -z "$REFUSED" ] || return 0
  [ "$2" != contained ] || return 1
  if ! exe_id "$PROC/$1"; then
    # Below malware its descent is enough, or a program that cannot be reached would be a way out.
    [ "$2" != child ] || return 1
    REFUSED=no-identity REFUSED_WHY='its program cannot be read'
    return 0
  fi
  exe_text
  refusal_name=${EXE_PATH##*/}
  case $refusal_name in
    sshd | sshd-* | dropbear | systemd | systemd-* | '(sd-pam)' | init | runit | runsvdir | s6-svscan | openrc* | dbus-daemon | dbus-broker* | \
      polkitd | udevd | eudevd | elogind* | login | agetty | getty | cron | crond | atd | rsyslogd | syslogd | syslog-ng | NetworkManager | \
      nm-* | dhclient | dhcpcd | udhcpc | wpa_supplicant | connmand | chronyd | ntpd | ntpd-* | auditd | audispd | qemu-ga | \
      cloud-init | waagent | amazon-ssm-agent | google_guest_agent | multipathd | iscsid | lvmetad | dmeventd | mdadm | getty@*)
      REFUSED=system-daemon
      ;;
    dockerd | containerd | containerd-* | docker-proxy | docker-init | runc | crun | youki | conmon* | podman | crio | kubelet | k3s* | lxcfs | lxd | incusd | buildkitd | rootlesskit)
      REFUSED=engine
      ;;
  esac
  if [ -n "$REFUSED" ]; then
    system_path "$EXE_PATH" || { package_of "$EXE_PATH"; [ -n "$PACKAGE_STATE" ] || REFUSED=; }
  fi
  # busybox is init, cron or syslogd by its name alone.
  if [ -z "$REFUSED" ] && [ "$refusal_name" = busybox ] && system_path "$EXE_PATH"; then
    argv_of "$PROC/$1" 256
    refusal_word=${ARGV%%"$NL"*}
    case ${refusal_word##*/} in
      init | linuxrc | crond | syslogd | klogd | udhcpc | getty | login | ntpd | mdev | telnetd) REFUSED=system-daemon ;;
    esac
  fi
  # Below malware nobody's program runs for anybody else: a tool of a package is held with it.
  if [ -z "$REFUSED" ] && [ "$2" != child ] && ! interpreter "$EXE_PATH" && unchanged_program; then
    REFUSED=packaged-program
  fi
  [ -n "$REFUSED" ] || return 1
  REFUSED_WHY=$EXE_TEXT
}

# listens PID: does a socket that it holds wait for others to connect?
listens() {
  set +f
  listens_sockets=$(printf '%s\n' "$PROC/$1"/fd/[0-9]* | head -n 1024 | xargs ls -nd 2>/dev/null | sed -n 's/.* -> socket:\[\([0-9]*\)\]$/\1/p')
  set -f
  [ -n "$listens_sockets" ] || return 1
  {
    printf '%s\n\n' "$listens_sockets"
    bounded cat "$PROC/$1/net/tcp" "$PROC/$1/net/tcp6" 2>/dev/null
    # The flag that says a unix socket takes connections.
    bounded awk '$4 == "00010000" { print "unix", "-", "-", "0A", "-", "-", "-", "-", "-", $7 }' "$PROC/$1/net/unix" 2>/dev/null
  } | awk '
    !after { if ($0 == "") after = 1; else held[$1]; next }
    $4 == "0A" && $10 in held { found = 1 }
    END { exit !found }'
}

# may_follow PID: may it be frozen as one that brings the target back?
may_follow() {
  read_stat "$PROC/$1/stat" || return 1
  [ "$S_TTY" = 0 ] || return 1
  ! refusal "$1" respawner && ! listens "$1"
}
