# Turns what was read of one process into evidence codes. Nothing is decided here: which codes
# make a verdict is in the rules, which are data.

function in_scratch(path) { return path ~ /^\/(tmp|var\/tmp|dev|run\/user|run\/shm|run\/lock|var\/lock)\// }
function in_system(path) { return path ~ /^\/(usr|bin|sbin|lib|lib32|lib64|libx32|opt|snap|nix\/store|gnu\/store|app)\// }
# Directories named to be overlooked: only dots and blanks, a blank at an end, or hidden in the system.
function in_hidden(path) {
  return path ~ /\/(\.\.\.+|\.* +\.*|[^\/]* )(\/|$)/ || path ~ /^\/(bin|sbin|lib|lib64|boot|usr\/(bin|sbin|lib|include|share|games))\/(.*\/)?\.[^\/]+\//
}
function is_owned(path) { return path in owned }
function is_shell(word) { return word ~ /^(sh|dash|bash|rbash|ash|busybox|zsh|ksh|mksh|fish|csh|tcsh)$/ }
function is_interpreter(word) { return is_shell(word) || word ~ /^(python|perl|ruby|php|lua|node|nodejs|tclsh|guile|java|expect|gawk|mawk)[0-9.]*$/ }

function judge_process(pid,    path, word, who, deleted_text) {
  path = link[pid, "exe"]
  deleted_text = path ~ / \(deleted\)$/
  exe[pid] = path
  if (deleted_text) sub(/ \(deleted\)$/, "", path)
  exe_path[pid] = path
  word = base(path)

  if (state[pid] == "Z") {
    if (threads[pid] <= 1) return
    add(pid, "zombie-leader")
  }
  if (path == "") return

  if (path ~ /^\/memfd:/) {
    add(pid, "memfd"); ask(pid, "memfd")
    if (age_seconds[pid] > 60) add(pid, "older-than-minute")
  } else {
    if (deleted_text) ask(pid, "deleted")
    if (in_scratch(path)) add(pid, "scratch")
    if (in_hidden(path)) add(pid, "hidden-dir")
    if (!in_system(path)) add(pid, "nonsystem")
    if (container[pid] == "" && !deleted_text && is_owned(path)) add(pid, "owned")
    if (container[pid] != "" && !deleted_text) ask(pid, "container")
  }
  if (container[pid] != "") add(pid, "container")
  if (is_interpreter(word)) add(pid, "interpreter")
  if (tty[pid] != 0) { add(pid, "tty"); if (age_seconds[pid] < 600) add(pid, "young-tty") }
  judge_cpu(pid)
  if (is(pid, "pegged") && is(pid, "public-egress")) add(pid, "pegged-egress")
  if (in_scratch(link[pid, "cwd"] "/")) add(pid, "scratch-cwd")
  judge_name(pid, path, word)
  judge_argv(pid, path, word)
  judge_privilege(pid)
  judge_shell(pid, word)
  judge_lineage(pid)
  judge_libraries(pid, path, word)
  if (bpf_holder[pid] && !is(pid, "owned")) add(pid, "bpf-holder")
  if (hidden[pid] && confirmed_hidden(pid)) add(pid, "hidden")
}

function judge_name(pid, path, word,    claimed) {
  if (name[pid] ~ /[\001-\037\177]/ || name[pid] ~ /\) / || path ~ /[\001-\037\177]/) add(pid, "odd-name")
  claimed = argv0[pid]
  if ((argc[pid] <= 1 && claimed ~ /^\[[A-Za-z0-9_\/:.+~-]+\]$/) || name[pid] ~ /^(kworker\/|ksoftirqd\/|migration\/|cpuhp\/|irq\/[0-9]|rcu_(sched|preempt|gp|par_gp)$|kthreadd$|kswapd[0-9]$|khugepaged$|kcompactd[0-9]$|jbd2\/|scsi_eh_[0-9]|kdevtmpfs$|kauditd$|oom_reaper$)/) {
    add(pid, "kernel-thread-name")
    return
  }
  # A title such as "nginx: worker" claims a program by its first word.
  sub(/[ :].*/, "", claimed)
  sub(/^-/, "", claimed)
  claimed_name[pid] = base(claimed)
  if (claimed != "" && base(claimed) != word && !is(pid, "owned") && !is(pid, "interpreter") && container[pid] == "") ask(pid, "mismatch")
}

function judge_argv(pid, path, word,    text, rest) {
  text = argv[pid]
  if (text ~ /stratum2?\+(tcp|ssl|tls|udp):\/\// || text ~ /--(donate-level|randomx-|cpu-max-threads-hint|coin[= ]monero|algo[= ](rx|cn|randomx|cryptonight))/ || text ~ /"normalHashing"/ || wallet(text)) {
    # Whoever searches for these words has them on the command line too.
    if (word ~ /^(grep|egrep|fgrep|rg|ag|sed|awk|mawk|gawk|vi|vim|vim\.basic|vim\.tiny|nano|less|tail|echo|find|git|yara|clamscan)$/ && is(pid, "owned")) return
    add(pid, "stratum")
  }
  if (is(pid, "interpreter") && (text ~ /^[^ ]+( -[^ ]*)* \/(tmp|var\/tmp|dev\/shm)\// || (is(pid, "scratch-cwd") && text ~ /^[^ ]+( -[^ c ]*)* [^\/ -][^ ]*/))) add(pid, "scratch-script")
}

# A Monero address after a flag: 95 base58 digits that begin with 4 or 8.
function wallet(text,    n, w, i) {
  n = split(text, w, /[ =.+\/]/)
  for (i = 2; i <= n; i++) if (length(w[i]) == 95 && w[i] ~ /^[48][0-9AB][1-9A-HJ-NP-Za-km-z]+$/) return 1
  return 0
}

# Root under a parent that is not, in a login session, with nothing that could have raised it.
function judge_privilege(pid,    parent, login) {
  parent = ppid[pid]
  if (euid[pid] != 0 || !(parent in alive) || kernel[parent] || euid[parent] == 0 || uid[parent] == 0 || container[pid] != "") return
  if (link[pid, "user"] != link[parent, "user"] || nspids[pid] != nspids[parent]) return
  login = loginuid[pid]
  if (login < 1 || login > 65534) return
  if (length(mode[pid]) == 4 && mode[pid] ~ /^[4567]/) return
  if (length(mode[parent]) == 4 && mode[parent] ~ /^[4567]/) return
  if (holds_setuid(capeff[parent])) return
  add(pid, "impossible-privilege")
}
# CAP_SETUID is bit 7: the highest bit of the second hexadecimal digit from the right.
function holds_setuid(caps) { return HEX[substr(caps, length(caps) - 1, 1)] >= 8 }

function judge_shell(pid, word,    socket) {
  socket = standard[pid, 0]
  if (socket == "" || !(socket in inet)) return
  if (socket == standard[pid, 1] && is_interpreter(word)) {
    add(pid, "reverse-shell")
    remote[pid] = socket_remote[socket] ":" socket_port[socket]
    if (!(socket_local[socket] in listens) && public_ip(socket_remote[socket])) add(pid, "remote-public")
    if (is_shell(word) && (argv[pid] ~ /^[^ ]+ -[a-z]*i/ || argc[pid] == 1)) add(pid, "interactive")
  } else add(pid, "low-fd-socket")
}

function judge_lineage(pid,    parent, hops, tracer_pid) {
  parent = ppid[pid]
  if (parent != 0 && !(parent in alive) && age_seconds[pid] > 300 && !read_stat(parent)) add(pid, "parent-missing")
  # `go run` and `go test` build below /tmp and stay as the parent.
  if (exe_path[pid] ~ /^\/tmp\/go-build[0-9]+\/b[0-9]+\// && name[parent] == "go") add(pid, "go-build")
  tracer_pid = tracer[pid]
  if (tracer_pid != 0 && tracer_pid in alive) {
    hops = parent
    while (hops in alive && hops != tracer_pid && hops > 1) hops = ppid[hops]
    if (hops != tracer_pid && tty[tracer_pid] == 0) add(pid, "traced-by-stranger")
    if (link[tracer_pid, "exe"] ~ / \(deleted\)$/ || in_scratch(link[tracer_pid, "exe"])) add(pid, "traced-by-scratch")
    tracer_exe[pid] = link[tracer_pid, "exe"]
  }
}

function judge_libraries(pid, path, word,    library, n, w, i) {
  if (pid in deleted_library && deleted_library[pid] != path) {
    library = deleted_library[pid]
    if (is_owned(library) || container[pid] != "") add(pid, "deleted-library-owned")
    else if (in_scratch(library)) add(pid, word ~ /^(java|dotnet|node|nodejs|bun|deno|electron)$/ ? "deleted-library-runtime" : "deleted-library-scratch")
    else add(pid, "deleted-library")
  }
  if (pid in preload) {
    n = split(preload[pid], w, /[ :=]+/)
    for (i = 1; i <= n; i++) {
      if (w[i] !~ /\//) continue
      if (in_scratch(w[i]) || in_hidden(w[i])) { add(pid, "preload-environment-scratch"); preload_library[pid] = w[i] }
      else if (w[i] !~ /\$/ && in_system(w[i]) && w[i] !~ /^\/(opt|snap|app|nix|gnu|usr\/local)\// && container[pid] == "" && !(pid in preload_library)) {
        ask(pid, "preload"); preload_library[pid] = w[i]
      }
    }
  }
  if (mining_environment[pid]) add(pid, "mining-environment")
  if (is(pid, "pegged") && !is(pid, "owned") && !is(pid, "interpreter")) ask(pid, "binary")
  # busybox shows what cannot be printed as a question mark.
  if (path ~ /\?/) ask(pid, "name")
  if (histfile[pid] && home_tmp[pid]) add(pid, "implant-environment")
}

function ask(pid, proof) { prove[pid] = prove[pid] (prove[pid] == "" ? "" : ",") proof }
