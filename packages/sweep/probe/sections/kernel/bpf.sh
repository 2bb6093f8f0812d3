# Compiled BPF programs have symbols bpf_prog_TAG_NAME that anybody may list, no tool needed. Names
# are text of whoever loaded them, 15 characters of [A-Za-z0-9_.].
#
# Programs that go by all the names of the sensor's are told as one item, and the tags are its value.
# That is no proof: a tag is of the instructions after the loader has fitted them to this kernel, so
# nobody can know beforehand which tags are right, and anybody can give names.
KERNEL_BPF_SENSOR='enter_connect enter_execve enter_execveat exit_connect exit_execve exit_execveat process_exec process_exit sock_state'

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
  ! kernel_bpf_none || return 0
  kernel_init=
  [ -r "$PROC/1/comm" ] && read -r kernel_init <"$PROC/1/comm"
  kernel_engine=
  for kernel_file in docker.sock containerd podman crio runc; do
    [ -e "$ROOT/run/$kernel_file" ] && kernel_engine=yes
  done
  grep -F '[bpf]' "$PROC/kallsyms" 2>/dev/null |
    awk -v max="$KERNEL_BPF_MAX" -v init="$kernel_init" -v engine="$kernel_engine" \
      -v sensor="$KERNEL_BPF_SENSOR" '
    BEGIN { n = 0; parts = split(sensor, part, " ") }
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
      for (i = 0; i < n && i < max; i++) if (!(names[i] in first)) first[names[i]] = i
      whole = 1
      for (i = 1; i <= parts; i++) {
        if (!(part[i] in first)) { whole = 0; break }
        all = all (i > 1 ? "." : "") tags[first[part[i]]]
      }
      for (i = 1; whole && i <= parts; i++) told[first[part[i]]]
      if (whole) printf "item subject=bpf-program key=vedette-sensor value=%s evidence=bpf-loaded,bpf-sensor-names name=process_exec tag=%s\n",
        all, tags[first["process_exec"]]
      for (i = 0; i < n && i < max; i++) {
        if (i in told) continue
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

# kernel_bpf_none: is there surely no program? Every one has memory that bpf_prog_alloc asked for; that
# list is hundreds of lines, the list of symbols a hundred thousand.
kernel_bpf_none() {
  [ -r "$PROC/vmallocinfo" ] &&
    awk '/bpf_/ { found = 1; exit } END { exit !NR || found }' "$PROC/vmallocinfo" 2>/dev/null
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
