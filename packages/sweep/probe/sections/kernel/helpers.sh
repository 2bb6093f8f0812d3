# kernel_helper KEY FILE: one line per helper into KERNEL_HELPERS: KEY<TAB>PROGRAM<TAB>VALUE.
kernel_helper() {
  kernel_value=
  [ -r "$2" ] && IFS= read -r kernel_value <"$2" 2>/dev/null
  [ -n "$kernel_value" ] || return 0
  kernel_program=${kernel_value#|}
  kernel_program=${kernel_program%%[ "$TAB"]*}
  KERNEL_HELPERS="$KERNEL_HELPERS$1$TAB${kernel_program:--}$TAB$kernel_value$NL"
}

# Programs that the kernel starts by itself, as root.
kernel_find_helpers() {
  KERNEL_HELPERS=
  kernel_programs=
  kernel_helper core_pattern "$PROC/sys/kernel/core_pattern"
  kernel_helper modprobe "$PROC/sys/kernel/modprobe"
  kernel_helper hotplug "$PROC/sys/kernel/hotplug"
  kernel_helper poweroff_cmd "$PROC/sys/kernel/poweroff_cmd"
  kernel_helper uevent_helper "$ROOT/sys/kernel/uevent_helper"
  set +f
  set -- "$PROC"/sys/fs/binfmt_misc/* "$ROOT"/sys/fs/cgroup/*/release_agent
  set -f
  kernel_count=0
  for kernel_file; do
    case $kernel_file in
      */release_agent) kernel_helper "release_agent:${kernel_file#"$ROOT"}" "$kernel_file" ;;
      */register | */status) ;;
      *) [ -f "$kernel_file" ] && kernel_binfmt "$kernel_file" ;;
    esac
    kernel_count=$((kernel_count + 1))
    [ "$kernel_count" -lt "$KERNEL_HELPERS_MAX" ] || { gap kernel-helper limited 'more helpers than are looked at'; break; }
  done
  [ -n "$KERNEL_HELPERS" ] || return 0
  # The usual ones are known by name, so an ordinary host asks the package database nothing.
  kernel_ifs=$IFS
  IFS=$NL
  for kernel_line in $KERNEL_HELPERS; do
    kernel_program=${kernel_line#*"$TAB"}
    kernel_program=${kernel_program%%"$TAB"*}
    case $kernel_program in
      /sbin/modprobe | /usr/sbin/modprobe | /sbin/poweroff | /lib/systemd/systemd-* | /usr/lib/systemd/systemd-*) ;;
      /*) kernel_programs=$kernel_programs$kernel_program$NL ;;
    esac
  done
  IFS=$kernel_ifs
}

kernel_tell_helpers() {
  printf '%s' "$KERNEL_HELPERS" | while IFS="$TAB" read -r kernel_key kernel_program kernel_value; do
    kernel_codes=kernel-helper
    case $kernel_key:$kernel_value in
      core_pattern:\|*) kernel_codes=$kernel_codes,helper-runs ;;
      core_pattern:/etc/* | core_pattern:/usr/* | core_pattern:/root/*) kernel_codes=$kernel_codes,helper-writes-system ;;
      core_pattern:*) kernel_codes=$kernel_codes,helper-plain ;;
      *) kernel_codes=$kernel_codes,helper-runs ;;
    esac
    case $kernel_codes,$kernel_program in
      *helper-runs*,/tmp/* | *helper-runs*,/var/tmp/* | *helper-runs*,/dev/* | *helper-runs*,/run/user/* | *helper-runs*,/proc/* | *helper-runs*,*/.*)
        kernel_codes=$kernel_codes,helper-scratch
        ;;
    esac
    case $kernel_key:$kernel_program in
      modprobe:/sbin/modprobe | modprobe:/usr/sbin/modprobe | poweroff_cmd:/sbin/poweroff | \
        core_pattern:/lib/systemd/systemd-coredump | core_pattern:/usr/lib/systemd/systemd-coredump | \
        release_agent:*:/lib/systemd/systemd-cgroups-agent | release_agent:*:/usr/lib/systemd/systemd-cgroups-agent)
        kernel_codes=$kernel_codes,helper-usual
        ;;
    esac
    case $kernel_value in *flags:*C*) kernel_codes=$kernel_codes,helper-credentials ;; esac
    kernel_owner "$kernel_program"
    [ "$OWNER" = intact ] && kernel_codes=$kernel_codes,package-owned
    item kernel-helper "$kernel_key" "$kernel_value" "$kernel_codes" helper "$kernel_key" program "$kernel_program"
  done
}

kernel_binfmt() {
  kernel_interpreter=
  kernel_flags=
  while IFS= read -r kernel_line; do
    case $kernel_line in
      'interpreter '*) kernel_interpreter=${kernel_line#interpreter } ;;
      flags:*) kernel_flags=${kernel_line#flags:} ;;
    esac
  done <"$1"
  [ -n "$kernel_interpreter" ] || return 0
  kernel_line=${1##*/}
  case $kernel_line in *"$TAB"* | *"$NL"*) kernel_line=unprintable ;; esac
  KERNEL_HELPERS="${KERNEL_HELPERS}binfmt:$kernel_line$TAB$kernel_interpreter$TAB$kernel_interpreter flags:$kernel_flags$NL"
}

# Commands that run instead of loading a module. Which modules are loaded shows in the modules.
kernel_module_config() {
  set +f
  set -- "$ROOT"/etc/modprobe.d/*.conf "$ROOT"/run/modprobe.d/*.conf "$ROOT"/usr/local/lib/modprobe.d/*.conf \
    "$ROOT"/lib/modprobe.d/*.conf
  set -f
  kernel_lines=$(grep -sE '^[[:space:]]*install[[:space:]]' /dev/null "$@")
  [ -n "$kernel_lines" ] || return 0
  printf '%s\n' "$kernel_lines" | awk -v root="$ROOT" '
    {
      at = index($0, ":")
      file = substr($0, length(root) + 1, at - 1 - length(root))
      line = substr($0, at + 1)
      split(line, word, " ")
      sub(/^[ \t]*install[ \t]+[^ \t]+[ \t]*/, "", line)
      if (line ~ /^(\/usr)?\/?(s?bin\/)?(true|false)[ \t]*$/ || line ~ /^:?[ \t]*$/) next
      if (n++ < 100) print file "\t" word[2] "\t" line
    }' | while IFS="$TAB" read -r kernel_file kernel_name kernel_line; do
    kernel_codes=module-install-command
    case $kernel_line in */tmp/* | */dev/shm/* | */dev/tcp/*) kernel_codes=$kernel_codes,module-install-scratch ;; esac
    item module-config "$kernel_file:$kernel_name" "$kernel_line" "$kernel_codes" path "$kernel_file" name "$kernel_name"
  done
}
