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
        # mawk dies of a read that fails because the process ended: cat reads for it.
        stat = "cat " proc "/" (part[3] + 0) "/stat 2>/dev/null"
        if ((stat | getline line) <= 0) line = "nothing"
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
