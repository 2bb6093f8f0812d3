# kernel: what could have changed the kernel's answers, or have it run something.
# Needs: /proc/{self/mountinfo,modules,kallsyms,sys}, /sys/module, /sys/fs/bpf, /lib/modules; as root
#   also tracefs. Output: items proc-mount, module-view, module, kernel-taint, kernel-hook,
#   bpf-program, bpf-pin, kernel-helper, module-config.
# ATT&CK: T1014, T1547.006, T1562.001, T1546, T1564.
KERNEL_BPF_MAX=2048
KERNEL_PINS_MAX=200
KERNEL_HELPERS_MAX=100
KERNEL_MODULES_MAX=300

sec_kernel() {
  kernel_proc_mounts
  kernel_hidden_modules
  kernel_find_modules
  kernel_find_helpers
  kernel_ask "$kernel_paths$NL$kernel_programs"
  kernel_tell_modules
  kernel_taint
  kernel_hooks
  kernel_bpf
  kernel_bpf_pins
  kernel_tell_helpers
  kernel_module_config
}

# A mount over /proc/PID puts another directory where that process is looked for. Looked at twice:
# a process that ends takes its mounts along.
kernel_proc_mounts() {
  if [ ! -r "$PROC/self/mountinfo" ]; then
    gap proc-mount blind 'the mount table /proc/self/mountinfo cannot be read'
    return
  fi
  awk -v proc="$PROC" '
    BEGIN {
      file = proc "/self/mountinfo"
      while ((getline < file) > 0) if ($5 ~ /^\/proc\/[0-9]+($|\/)/) { root[$5] = $4; any = 1 }
      close(file)
      for (point in root) {
        split(point, part, "/")
        pid[point] = part[3]
        line = ""
        stat = proc "/" part[3] "/stat"
        if ((getline line < stat) <= 0) line = "nothing"
        close(stat)
        sub(/ .*/, "", line)
        shows[point] = line
      }
      while (any && (getline < file) > 0) {
        if (!($5 in root) || done[$5]++ || n++ >= 100) continue
        codes = "mount-over-process"
        if ($5 == "/proc/" pid[$5] && shows[$5] != pid[$5]) codes = codes ",process-entry-replaced"
        print pid[$5], $5, root[$5], shows[$5], codes
      }
    }' | while IFS=' ' read -r kernel_pid kernel_point kernel_root kernel_shows kernel_codes; do
    item proc-mount "$kernel_point" "$kernel_root" "$kernel_codes" \
      pid "$kernel_pid" source "$kernel_root" shows "$kernel_shows"
  done
}

# Names that /sys/module and /proc/modules disagree about, into KERNEL_ODD as words VIEW:NAME. Only
# modules that are live: one that is being loaded or unloaded is in one view before the other.
kernel_compare_views() {
  KERNEL_ODD=
  kernel_proc=' '
  kernel_proc_count=0
  if [ -r "$PROC/modules" ]; then
    while read -r kernel_name _ _ _ kernel_state _; do
      kernel_proc="$kernel_proc$kernel_name "
      kernel_proc_count=$((kernel_proc_count + 1))
      [ "$kernel_state" = Live ] && [ -d "$ROOT/sys/module" ] &&
        [ ! -d "$ROOT/sys/module/$kernel_name" ] && KERNEL_ODD="$KERNEL_ODD modules:$kernel_name"
    done <"$PROC/modules"
  fi
  kernel_missing=
  kernel_missing_count=0
  set +f
  for kernel_file in "$ROOT"/sys/module/*/initstate; do
    [ -r "$kernel_file" ] || continue
    kernel_name=${kernel_file%/initstate}
    kernel_name=${kernel_name##*/}
    case $kernel_proc in *" $kernel_name "*) continue ;; esac
    read -r kernel_state <"$kernel_file" 2>/dev/null || continue
    [ "$kernel_state" = live ] || continue
    kernel_missing="$kernel_missing sysfs:$kernel_name"
    kernel_missing_count=$((kernel_missing_count + 1))
  done
  set -f
  # An empty list beside many loaded modules is a sandbox that masks /proc/modules.
  if [ "$kernel_proc_count" = 0 ] && [ "$kernel_missing_count" -gt 3 ]; then
    KERNEL_ODD=masked
  else
    KERNEL_ODD="$KERNEL_ODD$kernel_missing"
  fi
}

kernel_hidden_modules() {
  kernel_compare_views
  [ -n "$KERNEL_ODD" ] || return 0
  if [ "$KERNEL_ODD" != masked ]; then
    kernel_first=" $KERNEL_ODD "
    sleep 1
    kernel_compare_views
  fi
  if [ "$KERNEL_ODD" = masked ]; then
    gap hidden-module blind '/proc/modules is empty or unreadable although modules are loaded'
    return
  fi
  for kernel_word in $KERNEL_ODD; do
    case $kernel_first in *" $kernel_word "*) ;; *) continue ;; esac
    kernel_name=${kernel_word#*:}
    case $kernel_word in
      sysfs:*) item module-view "$kernel_name" sysfs-only module-hidden name "$kernel_name" \
        seen /sys/module missing /proc/modules ;;
      *) item module-view "$kernel_name" proc-only module-hidden name "$kernel_name" \
        seen /proc/modules missing /sys/module ;;
    esac
  done
}

# Loaded modules that are not plainly the distribution's: outside kernel/ in the module tree, in no
# tree at all, or flagged by the kernel (O out of tree, E unsigned, F forced). The rest autoloads
# with hardware and file systems and says nothing.
kernel_find_modules() {
  KERNEL_OWN_TREE=
  KERNEL_MODULES=
  kernel_paths=
  [ -r "$PROC/modules" ] || return 0
  read -r kernel_any _ <"$PROC/modules" || return 0
  [ -n "$kernel_any" ] || return 0
  kernel_release=
  read -r kernel_release <"$PROC/sys/kernel/osrelease" || kernel_release=
  kernel_tree=/lib/modules/$kernel_release
  if [ ! -r "$ROOT$kernel_tree/modules.dep" ]; then
    gap module limited 'the module tree of the running kernel is not here: where modules came from is unknown'
    return
  fi
  KERNEL_MODULES=$(awk -v tree="$kernel_tree" -v max="$KERNEL_MODULES_MAX" '
    function name_of(path) {
      sub(/.*\//, "", path); sub(/\.ko(\.[a-z0-9]+)?$/, "", path); gsub(/-/, "_", path)
      return path
    }
    FNR == NR {
      sub(/:.*/, "", $1)
      file[name_of($1)] = $1
      if ($1 !~ /^kernel\//) other = 1
      next
    }
    {
      flags = ""
      if ($NF ~ /^\(.*\)$/) { flags = $NF; gsub(/[^A-Z]/, "", flags) }
      path = ($1 in file) ? file[$1] : "-"
      if (path ~ /^kernel\// && flags !~ /[OEF]/) next
      if (path != "-" && path !~ /^\//) path = tree "/" path
      if (n++ < max) print $1 "\t" path "\t" (flags == "" ? "-" : flags)
    }
    END { if (other) print "+"; if (n > max) print "!" }' "$ROOT$kernel_tree/modules.dep" "$PROC/modules")
  case $NL$KERNEL_MODULES$NL in *"$NL+$NL"*) KERNEL_OWN_TREE=yes ;; esac
  case $NL$KERNEL_MODULES$NL in
    *"$NL!$NL"*) gap module limited "more than $KERNEL_MODULES_MAX modules from outside the kernel tree" ;;
  esac
  [ -z "$KERNEL_MODULES" ] || kernel_paths=$(printf '%s\n' "$KERNEL_MODULES" | awk -F '\t' '$2 ~ /^\// { print $2 }')
}

kernel_tell_modules() {
  [ -n "$KERNEL_MODULES" ] || return 0
  printf '%s\n' "$KERNEL_MODULES" | while IFS="$TAB" read -r kernel_name kernel_path kernel_flags; do
    [ -n "$kernel_path" ] || continue
    kernel_codes=module-loaded
    case $kernel_flags in *O*) kernel_codes=$kernel_codes,module-out-of-tree ;; esac
    case $kernel_flags in *E*) kernel_codes=$kernel_codes,module-unsigned ;; esac
    case $kernel_flags in *F*) kernel_codes=$kernel_codes,module-forced ;; esac
    case $kernel_flags in *K*) kernel_codes=$kernel_codes,module-livepatch ;; esac
    case $kernel_path in
      -) kernel_codes=$kernel_codes,module-no-file ;;
      */updates/dkms/* | */extra/* | */weak-updates/*) kernel_codes=$kernel_codes,module-addon ;;
    esac
    kernel_owner "$kernel_path"
    [ "$OWNER" = intact ] && kernel_codes=$kernel_codes,package-owned
    item module "$kernel_name" "$kernel_path:$kernel_flags" "$kernel_codes" \
      name "$kernel_name" path "$kernel_path" flags "$kernel_flags"
  done
}

# kernel_ask PATHS: asks once for the owners of the newline list; kernel_owner PATH looks one up.
kernel_ask() {
  KERNEL_OWNED=
  [ "$1" = "$NL" ] || KERNEL_OWNED=$(printf '%s\n' "$1" | owned_paths)
}
kernel_owner() {
  OWNER=
  case $NL$KERNEL_OWNED in
    *"$NL$1$TAB"*)
      OWNER=${NL}${KERNEL_OWNED}${NL}
      OWNER=${OWNER#*"$NL$1$TAB"}
      OWNER=${OWNER%%"$NL"*}
      OWNER=${OWNER#*"$TAB"}
      ;;
  esac
}

# Of the taint bits those that modules leave: 1 proprietary, 2 forced load, 8 forced unload, 4096
# out of tree, 8192 unsigned. They stay after the module is gone, or hides.
kernel_taint() {
  kernel_mask=
  [ -r "$PROC/sys/kernel/tainted" ] && read -r kernel_mask <"$PROC/sys/kernel/tainted"
  case $kernel_mask in
    '' | *[!0-9]*)
      gap kernel-taint limited 'the taint mask /proc/sys/kernel/tainted cannot be read'
      return
      ;;
  esac
  kernel_bits=$((kernel_mask & 12299))
  [ "$kernel_bits" != 0 ] || return 0
  kernel_flags=
  if [ -r "$PROC/modules" ]; then
    while read -r _ _ _ _ _ _ kernel_tags _; do kernel_flags="$kernel_flags$kernel_tags"; done <"$PROC/modules"
  fi
  kernel_codes=kernel-tainted
  kernel_unexplained=
  [ $((kernel_bits & 4096)) = 0 ] || case $kernel_flags in *O*) ;; *) kernel_unexplained='out-of-tree' ;; esac
  [ $((kernel_bits & 8192)) = 0 ] || case $kernel_flags in *E*) ;; *) kernel_unexplained="${kernel_unexplained:+$kernel_unexplained, }unsigned" ;; esac
  [ -z "$kernel_unexplained" ] || kernel_codes=$kernel_codes,taint-unexplained
  [ -z "$KERNEL_OWN_TREE" ] || kernel_codes=$kernel_codes,taint-addon-tree
  item kernel-taint modules "$kernel_bits" "$kernel_codes" mask "$kernel_mask" missing "$kernel_unexplained"
}

# Functions that listing files, sockets and processes go through, diverted by ftrace.
kernel_hooks() {
  kernel_trace=
  for kernel_dir in "$ROOT/sys/kernel/tracing" "$ROOT/sys/kernel/debug/tracing"; do
    [ -e "$kernel_dir/enabled_functions" ] && kernel_trace=$kernel_dir/enabled_functions && break
    [ -d "$kernel_dir" ] && [ ! -x "$kernel_dir" ] && kernel_trace=closed
  done
  if [ -z "$kernel_trace" ]; then
    grep -q tracefs "$PROC/filesystems" 2>/dev/null &&
      gap kernel-hook limited 'tracefs is not mounted or lists no functions: ftrace hooks are not seen'
    return 0
  fi
  if ! kernel_lines=$(awk '
    $1 ~ /getdents|filldir|^(tcp|udp)[46]_seq_show$|sys_t?kill$|proc_pid_readdir|next_tgid|^t?packet_rcv$|sys_(init|finit|delete)_module/ {
      module = ""
      rest = $0
      while (match(rest, /\[[A-Za-z0-9_]+\]/)) {
        module = substr(rest, RSTART + 1, RLENGTH - 2)
        rest = substr(rest, RSTART + RLENGTH)
        if (module != "bpf") break
        module = ""
      }
      codes = "hook-hiding"
      if (module != "") codes = codes ",hook-module"
      else if ($0 ~ /\(0x[0-9a-f]+|->0x[0-9a-f]+/) codes = codes ",hook-anonymous"
      else if ($0 ~ /kprobe|bpf_trampoline|klp_ftrace|fprobe|function_trace/) codes = codes ",hook-traced"
      if (n++ < 100) print $1, (module == "" ? "-" : module), codes
    }' "$kernel_trace" 2>/dev/null); then
    gap kernel-hook limited 'the list of traced functions cannot be read: ftrace hooks are not seen'
    return
  fi
  [ -n "$kernel_lines" ] || return 0
  printf '%s\n' "$kernel_lines" | while IFS=' ' read -r kernel_name kernel_module kernel_codes; do
    [ "$kernel_module" = - ] || grep -q "^$kernel_module " "$PROC/modules" 2>/dev/null ||
      kernel_codes=$kernel_codes,hook-anonymous
    item kernel-hook "$kernel_name" "$kernel_module" "$kernel_codes" function "$kernel_name" module "$kernel_module"
  done
}

# Compiled BPF programs have symbols bpf_prog_TAG_NAME that anybody may list, no tool needed. Names
# are text of whoever loaded them, 15 characters of [A-Za-z0-9_.].
kernel_bpf() {
  [ -e "$PROC/kallsyms" ] || {
    gap bpf-program limited 'this kernel has no /proc/kallsyms: BPF programs are seen by their holders only'
    return
  }
  kernel_jit=$PROC/sys/net/core/bpf_jit
  kernel_value=1
  [ -r "${kernel_jit}_enable" ] && read -r kernel_value <"${kernel_jit}_enable"
  kernel_harden=0
  [ -r "${kernel_jit}_harden" ] && read -r kernel_harden <"${kernel_jit}_harden"
  if [ "$kernel_value" = 0 ] || [ "$kernel_harden" != 0 ]; then
    gap bpf-program limited 'the kernel does not list BPF programs (bpf_jit_enable is 0 or bpf_jit_harden is set)'
    return
  fi
  kernel_init=
  [ -r "$PROC/1/comm" ] && read -r kernel_init <"$PROC/1/comm"
  kernel_engine=
  for kernel_file in docker.sock containerd podman crio runc; do
    [ -e "$ROOT/run/$kernel_file" ] && kernel_engine=yes
  done
  grep -F '[bpf]' "$PROC/kallsyms" 2>/dev/null |
    awk -v max="$KERNEL_BPF_MAX" -v init="$kernel_init" -v engine="$kernel_engine" '
    $3 ~ /^bpf_prog_[0-9a-f]/ {
      symbol = substr($3, 10)
      tag = substr(symbol, 1, 16)
      if (length(tag) < 16 || tag ~ /[^0-9a-f]/) next
      name = substr(symbol, 18)
      gsub(/[^A-Za-z0-9_.]/, "-", name)
      if ((name ":" tag) in seen) next
      seen[name ":" tag]
      if (name ~ /_[ex]$/) suite++
      if (n < max) { names[n] = name; tags[n] = tag }
      n++
    }
    END {
      for (i = 0; i < n && i < max; i++) {
        codes = "bpf-loaded"
        name = names[i]
        if (name ~ /^(hid_tail_call|dump_bpf_map|dump_bpf_prog)$/ || init == "systemd" &&
          name ~ /^(sd_|restrict_fs|restrict_files|sysctl_monitor|userns_restrict|path_)/) codes = codes ",bpf-known"
        if (name == "" && (init == "systemd" || engine != "")) codes = codes ",bpf-supervisor"
        if (name ~ /getdents|filldir|hide|hiding|rootkit|pamspy|seq_show/) codes = codes ",bpf-name-hiding"
        if (suite >= 30 && name ~ /_[ex]$/) codes = codes ",bpf-sensor-suite"
        printf "item subject=bpf-program key=%s:%s value=loaded evidence=%s name=%s tag=%s\n",
          name, tags[i], codes, (name == "" ? "unnamed" : name), tags[i]
      }
      if (n > max) printf "gap check=bpf-program effect=limited reason=more%%20than%%20%s%%20BPF%%20programs\n", max
    }'
}

# Only the first level: what lies below belongs to whoever owns the directory, and changes with
# every container.
kernel_bpf_pins() {
  kernel_dir=$ROOT/sys/fs/bpf
  [ -d "$kernel_dir" ] || return 0
  if [ ! -r "$kernel_dir" ] || [ ! -x "$kernel_dir" ]; then
    gap bpf-pin blind 'pinned BPF objects in /sys/fs/bpf cannot be listed without root'
    return
  fi
  set +f
  set -- "$kernel_dir"/* "$kernel_dir"/.[!.]*
  set -f
  kernel_count=0
  for kernel_file; do
    [ -e "$kernel_file" ] || [ -L "$kernel_file" ] || continue
    kernel_name=${kernel_file##*/}
    kernel_count=$((kernel_count + 1))
    if [ "$kernel_count" -gt "$KERNEL_PINS_MAX" ]; then
      gap bpf-pin limited "more than $KERNEL_PINS_MAX pins in /sys/fs/bpf"
      break
    fi
    kernel_codes=bpf-pinned
    case $kernel_name in
      .*) kernel_codes=$kernel_codes,bpf-pin-dotted ;;
      systemd | snap | ip | tc | xdp | cilium | calico | tetragon | maps.debug | progs.debug)
        [ -d "$kernel_file" ] || [ "${kernel_name%.debug}" != "$kernel_name" ] && kernel_codes=$kernel_codes,bpf-pin-usual
        ;;
    esac
    item bpf-pin "/sys/fs/bpf/$kernel_name" pinned "$kernel_codes" path "/sys/fs/bpf/$kernel_name"
  done
}

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
  kernel_programs=$(printf '%s' "$KERNEL_HELPERS" | awk -F '\t' '
    $2 ~ /^\// && $2 !~ /^(\/usr)?\/sbin\/modprobe$|^(\/usr)?\/lib\/systemd\/systemd-|^\/sbin\/poweroff$/ { print $2 }')
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
  grep -sE '^[[:space:]]*install[[:space:]]' /dev/null "$@" | awk -v root="$ROOT" '
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
