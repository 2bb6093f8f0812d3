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

# kernel_knows NAME: can this kernel mount such a file system?
kernel_knows() {
  [ -r "$PROC/filesystems" ] || return 1
  while read -r kernel_value kernel_name; do
    case " $kernel_value $kernel_name " in *" $1 "*) return 0 ;; esac
  done <"$PROC/filesystems"
  return 1
}

# Functions that listing files, sockets and processes go through, diverted by ftrace.
kernel_hooks() {
  kernel_trace=
  for kernel_dir in "$ROOT/sys/kernel/tracing" "$ROOT/sys/kernel/debug/tracing"; do
    [ -e "$kernel_dir/enabled_functions" ] && kernel_trace=$kernel_dir/enabled_functions && break
    [ -d "$kernel_dir" ] && [ ! -x "$kernel_dir" ] && kernel_trace=closed
  done
  if [ -z "$kernel_trace" ]; then
    kernel_knows tracefs &&
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
