# host: what this host is, and whose eyes the probe has.
# Needs: /proc/{uptime,stat,loadavg}. Output: one record `host`. ATT&CK: none.
sec_host() {
  read -r up _ <"$PROC/uptime" || up=0
  read -r load1 _ <"$PROC/loadavg" || load1=0
  boot=
  [ -r "$PROC/sys/kernel/random/boot_id" ] && read -r boot <"$PROC/sys/kernel/random/boot_id"
  release=
  [ -r "$PROC/sys/kernel/osrelease" ] && read -r release <"$PROC/sys/kernel/osrelease"
  name=
  [ -r "$PROC/sys/kernel/hostname" ] && read -r name <"$PROC/sys/kernel/hostname"
  esc "$name"; name=$ESC
  esc "$release"; release=$ESC
  printf 'host boot=%s uptime=%s load1=%s cpus=%s uid=%s pidns=%s now=%s kernel=%s hostname=%s\n' \
    "$boot" "$up" "$load1" "$CPUS" "$ME" "$PID_NAMESPACE" "$NOW" "$release" "$name"
}
