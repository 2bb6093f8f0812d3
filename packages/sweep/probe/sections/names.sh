# names: where names and libraries lead, which files were locked, which guards are on duty.
# Needs: /etc/{hosts,resolv.conf,nsswitch.conf,ld.so.conf*}, systemd and init links; lsattr.
# Output: items name-file, resolver-file, immutable-file, security-tool, journal-storage.
# ATT&CK: T1565.001, T1553.004, T1222.002, T1562.001, T1562.012.
files_names() {
  set +f
  files name-file "$ROOT/etc/hosts" "$ROOT/etc/nsswitch.conf" "$ROOT/etc/ld.so.conf" \
    "$ROOT"/etc/ld.so.conf.d/* "$ROOT"/etc/ld-musl-*.path "$ROOT"/etc/systemd/resolved.conf \
    "$ROOT"/etc/systemd/resolved.conf.d/* "$ROOT"/usr/local/share/ca-certificates/* \
    "$ROOT"/usr/local/share/ca-certificates/*/* "$ROOT"/etc/pki/ca-trust/source/anchors/*
  files resolver-file "$ROOT/etc/resolv.conf"
  # Only their locks are looked at here; what they hold is another section's.
  files watched-file "$ROOT/etc/passwd" "$ROOT/etc/shadow" "$ROOT/etc/group" "$ROOT/etc/ld.so.preload" \
    "$ROOT/etc/ssh/sshd_config" "$ROOT/root/.ssh/authorized_keys" "$ROOT"/home/*/.ssh/authorized_keys
  set -f
}

NAMES_TOOLS='auditd falco falco-modern-bpf falco-bpf falco-kmod falcoctl-artifact-follow crowdsec
 crowdsec-firewall-bouncer wazuh-agent ossec osqueryd fail2ban rsyslog syslog-ng clamav-daemon
 clamav-freshclam apparmor ufw firewalld nftables sysmon tetragon aide dailyaidecheck'

sec_names() {
  drift_section names || return 1
  have lsattr || gap immutable-file limited 'lsattr is not installed: files locked against change are not seen'
  names_tools
  names_journal
}

# A tool is enabled by a link in any *.wants, a start link of init.d, or a runlevel of OpenRC.
names_tools() {
  for names_tool in $NAMES_TOOLS; do
    names_state=
    for names_dir in /etc/systemd/system /usr/lib/systemd/system /lib/systemd/system; do
      [ -f "$ROOT$names_dir/$names_tool.service" ] && names_state=installed
    done
    [ -x "$ROOT/etc/init.d/$names_tool" ] && names_state=installed
    [ -n "$names_state" ] || [ -h "$ROOT/etc/systemd/system/$names_tool.service" ] || continue
    set +f
    for names_link in "$ROOT"/etc/systemd/system/*.wants/"$names_tool.service" \
      "$ROOT"/etc/rc[2-5].d/S[0-9][0-9]"$names_tool" "$ROOT"/etc/runlevels/*/"$names_tool"; do
      [ -h "$names_link" ] && names_state=enabled
    done
    set -f
    if [ -h "$ROOT/etc/systemd/system/$names_tool.service" ] && [ ! -s "$ROOT/etc/systemd/system/$names_tool.service" ]; then
      names_state=masked
    fi
    case $names_state in
      masked | installed) item security-tool "$names_tool" "$names_state" guard-off tool "$names_tool" state "$names_state" ;;
      enabled) item security-tool "$names_tool" enabled '' tool "$names_tool" state enabled ;;
    esac
  done
}

# The last Storage= wins; nothing said is auto. journald is asked only where there is one.
names_journal() {
  [ -e "$ROOT/usr/lib/systemd/systemd-journald" ] || [ -e "$ROOT/lib/systemd/systemd-journald" ] || return 0
  set +f
  set -- "$ROOT/etc/systemd/journald.conf" "$ROOT"/etc/systemd/journald.conf.d/*.conf
  set -f
  names_storage=auto
  for names_file; do
    [ -r "$names_file" ] || continue
    while IFS= read -r names_line || [ -n "$names_line" ]; do
      case $names_line in Storage=*) names_storage=${names_line#Storage=} ;; esac
    done <"$names_file"
  done
  case $names_storage in
    none) item journal-storage journald none journal-off storage none ;;
    *) item journal-storage journald "$names_storage" '' storage "$names_storage" ;;
  esac
}
