# The end of the walk: sample again, judge each process, then say what could not be seen.

# A second listing, a second later, still leaves it out, and its own file is still there: the sample
# has it by the number that was asked for, and not by the listing.
function confirmed_hidden(pid) {
  return read_stat(pid) && STAT["start"] == start[pid] && !listed_now[pid]
}

# Evidence that only describes; alone it is no reason to speak of a process.
function only_context(codes,    n, c, i) {
  n = split(codes, c, ",")
  for (i = 1; i <= n; i++)
    if (c[i] !~ /^(nonsystem|owned|container|interpreter|tty|young-tty|inet-socket|public-egress|scratch-cwd|scratch-script|pegged|pegged-egress|pegged-long|older-than-minute|go-build|low-fd-socket|remote-public|interactive|deleted-library-owned|deleted-library-runtime|deleted-library|mining-port-common|mining-port-private|bpf-holder|raw-socket|)$/) return 0
  if (codes ~ /pegged-long/ && codes ~ /scratch-cwd|scratch-script/) return 0
  if (codes ~ /mining-port/ && codes ~ /pegged|nonsystem/) return 0
  if (codes ~ /raw-socket/ && codes ~ /interpreter|nonsystem/) return 0
  return 1
}

function report_process(pid,    facts) {
  if (gone[pid] || kernel[pid]) return
  judge_process(pid)
  if (only_context(evidence[pid]) && prove[pid] == "") return
  facts = "pid=" pid " start=" start[pid] " ppid=" ppid[pid] " uid=" uid[pid] " age=" int(age_seconds[pid])
  facts = facts " cpu_now=" int(now_percent[pid] + 0.5) " cpu_life=" int(life_percent[pid] + 0.5) " threads=" threads[pid]
  facts = facts fact("exe", exe[pid]) fact("comm", name[pid]) fact("argv", argv[pid]) fact("cwd", link[pid, "cwd"])
  facts = facts fact("parent", name[ppid[pid]]) fact("remote", remote[pid]) fact("container", container[pid])
  facts = facts fact("claimed", claimed_name[pid]) fact("tracer", tracer_exe[pid]) fact("library", (pid in preload_library) ? preload_library[pid] : deleted_library[pid] == exe_path[pid] ? "" : deleted_library[pid])
  if (pid in inode) facts = facts " links=" nlink[pid] " exe_dev_inode=" device[pid] ":" inode[pid] " exe_size=" size[pid]
  print "P " (prove[pid] == "" ? "-" : prove[pid]) " " (evidence[pid] == "" ? "-" : evidence[pid]) " " facts
}

function report_items(    i, pid, path, socket, n, pids, port, seen) {
  for (i = 1; i <= count; i++) {
    pid = order[i]
    path = exe_path[pid]
    if (gone[pid] || kernel[pid] || path == "" || container[pid] != "" || exe[pid] != path) continue
    # Apart: mawk 1.3.4-20200120 frees twice when this call ends the chain above, and the walk is lost.
    if (is(pid, "memfd")) continue
    # Only settled programs: what a person runs at a terminal is not the host's habit.
    if (tty[pid] == 0 && age_seconds[pid] >= 30 && !(path in told)) {
      told[path] = 1
      later("item subject=daemon key=" esc(path) " value=" device[pid] ":" inode[pid] " evidence=" (is(pid, "owned") ? "package-owned" : ""))
      if (is(pid, "owned")) later("item subject=writable-code key=" esc(path) " value=" (rwx[pid] ? "yes" : "no") " evidence=" (rwx[pid] ? "writable-code" : "") " pid=" pid fact("exe", path))
    }
    if (tty[pid] == 0 && !is(pid, "owned") && !((path) in told_hot)) {
      told_hot[path] = 1
      later("item subject=busy-program key=" esc(path) " value=- evidence=" (is(pid, "pegged-long") ? "pegged-long" : "") " pid=" pid " start=" start[pid] " uid=" uid[pid] " cpu_life=" int(life_percent[pid] + 0.5) fact("exe", path) fact("argv", argv[pid]))
    }
    if (is(pid, "raw-socket")) trait(pid, "raw-socket")
    if (is(pid, "low-fd-socket")) trait(pid, "low-fd-socket")
    if (is(pid, "deleted-library") || is(pid, "deleted-library-runtime")) trait(pid, "deleted-library")
    if (link[pid, "root"] != "" && link[pid, "root"] != "/" && link[pid, "mnt"] == own_mnt) trait(pid, "changed-root")
    if (is(pid, "bpf-holder")) trait(pid, "bpf-holder")
  }
  for (i = 1; i <= listener_count; i++) {
    socket = listeners[i]
    port = listen_port[socket] >= ephemeral_from ? "ephemeral" : listen_port[socket]
    n = split(holders[socket], pids, " ")
    pid = n ? pids[1] : ""
    if (pid == "" ) {
      # No descriptor leads to it. Only what was there before and after, with every process
      # readable, is without an owner; the kernel's own services (NFS, WireGuard) are learned.
      if (!whole_view || !(socket in listening_before)) continue
      later("item subject=ownerless-listener key=" listen_protocol[socket] ":" port " value=- evidence=ownerless protocol=" listen_protocol[socket] " port=" listen_port[socket] " uid=" listen_uid[socket])
      continue
    }
    path = exe_path[pid]
    if (((port, path) in seen)) continue
    seen[port, path] = 1
    later("item subject=listener key=" esc(listen_protocol[socket] " " port " " path) " value=- evidence=listening" (is(pid, "owned") ? ",package-owned" : "") " pid=" pid " start=" start[pid] " uid=" uid[pid] " protocol=" listen_protocol[socket] " port=" listen_port[socket] fact("exe", path))
  }
}

function trait(pid, code) {
  if (((code, exe_path[pid]) in traits)) return
  traits[code, exe_path[pid]] = 1
  later("item subject=" code " key=" esc(exe_path[pid] " " uid[pid]) " value=- evidence=" code (is(pid, "owned") ? ",package-owned" : "") " pid=" pid " start=" start[pid] " uid=" uid[pid] fact("exe", exe_path[pid]) fact("argv", argv[pid]) fact("library", deleted_library[pid]))
}

function report_gaps(    i, pid, unread, example, n, checks) {
  unread = 0
  for (i = 1; i <= count; i++) {
    pid = order[i]
    if (gone[pid] || kernel[pid] || state[pid] == "Z" || link[pid, "exe"] != "") continue
    if (!read_stat(pid) || STAT["state"] == "Z" || STAT["state"] == "X") continue
    unread++
    if (unread <= 3) example = example (example == "" ? "" : ", ") pid " (" name[pid] ")"
  }
  whole_view = unread == 0
  if (unread > 0) {
    n = split("deleted-exe memfd-exe scratch-exe kernel-thread-masquerade reverse-shell mining-egress preload-environment deleted-library raw-socket", checks, " ")
    for (i = 1; i <= n; i++) gap(checks[i], "blind", (me == 0 ? "even root may not look into " : "without root, cannot look into ") unread " of " count " processes: " example)
  }
  if (sockets > SOCKETS_MAX) gap("mining-egress", "blind", "more than " SOCKETS_MAX " sockets")
  if (count == 0) gap("processes", "blind", "no process is listed under " PROC)
  if (canary != "" && !(canary in listed)) gap("hidden-process", "blind", "the list of processes leaves out one that the probe itself started: something is hiding processes")
  if (pidns != "init") gap("hidden-process", "limited", "this host is itself in a PID namespace: processes outside it, and the machine's processor time, are not its to see")
}

function report_unaccounted(    first, key) {
  if (pidns != "init" || me != 0) return
  first = unseen_percent
  if (first < 50) return
  close_window()
  if (unseen_percent < 50) return
  if (forks_per_second > 200) { gap("cpu-unaccounted", "limited", int(forks_per_second) " processes start each second: their time cannot be told from hidden time"); return }
  later("item subject=unaccounted-cpu key=cpu value=- evidence=unaccounted-cpu percent=" int(unseen_percent < first ? unseen_percent : first))
}

END {
  if (!opened) look_at_all()
  close_window()
  read_sockets()
  judge_sockets()
  report_unaccounted()
  for (i = 1; i <= count; i++) report_process(order[i])
  report_gaps()
  report_items()
  print "rest"
  for (i = 1; i <= queue_length; i++) print queued[i]
}
