# What the kernel says of each process. Never by getline from /proc/PID: when a process ends
# between open and read, mawk dies of the read error. Commands that ignore such errors read for
# us; `grep -H` names the file on each line, so a newline in a name cannot pass for another file.

function pid_of(line) { line = substr(line, length(PROC) + 2); return substr(line, 1, index(line, "/") - 1) }
function after_file(line) { return substr(line, index(line, ":") + 1) }

# Reads every stat, and the machine's time: before the processes' or after, as asked. The name in
# stat is neither escaped nor bounded by its brackets: it may hold newlines and ") ", so lines are
# joined and the record is cut at the last ") ". What the listing leaves out is asked for by number
# after a line "@", which no process can print here: whether a line goes on or begins anew is never
# told by how it looks, because a name can look like anything.
function sample(machine_first, delay,    command, line, pid, machine, each, text, extra, asked) {
  extra = ""
  for (pid in hidden) extra = extra " " PROC "/" (pid + 0) "/stat"
  machine = PROC "/uptime " PROC "/stat"
  each = PROC "/[0-9]*/stat"
  command = (delay ? "sleep 1; " : "") (extra == "" ? "exec " : "") "grep -H '' " (machine_first ? machine " " each : each (extra == "" ? " " machine : "")) " 2>/dev/null"
  if (extra != "") command = command "; echo @; grep -H ''" extra (machine_first ? "" : " " machine) " 2>/dev/null"
  sample_number++
  clock = 0
  asked = 0
  while ((command | getline line) > 0) {
    if (line ~ /^[^:]*\/[0-9]+\/stat:/) {
      pid = pid_of(line)
      line = after_file(line)
      if (stat_sample[pid] != sample_number) { stat_sample[pid] = sample_number; stat_text[pid] = line; listed_now[pid] = !asked }
      else if (!asked || !listed_now[pid]) stat_text[pid] = stat_text[pid] "\n" line
      continue
    }
    if (line == "@") { asked = 1; continue }
    line = after_file(line)
    if (line ~ /^[0-9.]+ [0-9.]+$/) { split(line, text, " "); clock = text[1] * 100 }
    else if (line ~ /^cpu /) { split(line, text, " "); busy = text[2] + text[3] + text[4] }
    else if (line ~ /^procs_running /) { split(line, text, " "); running = text[2] }
    else if (line ~ /^processes /) { split(line, text, " "); forks = text[2] }
  }
  close(command)
}

# Sets STAT to the fields of a process in the last sample; 0 where it is not in it. (A global:
# gawk 5.2.1 frees twice what is passed on as a still untyped local array.)
function read_stat(pid,    text, parts, n, f) {
  if (stat_sample[pid] != sample_number) return 0
  text = stat_text[pid]
  n = split(text, parts, /\) /)
  if (n < 2) return 0
  if (split(parts[n], f, " ") < 20) return 0
  STAT["state"] = f[1]; STAT["ppid"] = f[2]; STAT["session"] = f[4]; STAT["tty"] = f[5]
  STAT["flags"] = f[7]; STAT["ticks"] = f[12] + f[13]; STAT["reaped"] = f[14] + f[15]
  STAT["threads"] = f[18]; STAT["start"] = f[20]
  STAT["name"] = text
  sub(/^[0-9]+ \(/, "", STAT["name"])
  STAT["name"] = substr(STAT["name"], 1, length(STAT["name"]) - length(parts[n]) - 2)
  STAT["number"] = text + 0
  return 1
}

function look(pid) {
  if (pid in alive || !read_stat(pid) || STAT["number"] != pid) return
  alive[pid] = 1
  order[++count] = pid
  state[pid] = STAT["state"]; ppid[pid] = STAT["ppid"]; session[pid] = STAT["session"]; tty[pid] = STAT["tty"]
  kernel[pid] = int(STAT["flags"] / 2097152) % 2
  threads[pid] = STAT["threads"]; start[pid] = STAT["start"]; name[pid] = STAT["name"]
  before[pid] = STAT["ticks"]; before_reaped[pid] = STAT["reaped"]
  ticks[pid] = STAT["ticks"]
}

function note_status(pid, line,    f, n) {
  n = split(line, f, " ")
  if (f[1] == "Uid:") { uid[pid] = f[2]; euid[pid] = f[3] }
  else if (f[1] == "TracerPid:") tracer[pid] = f[2]
  else if (f[1] == "NSpid:") nspids[pid] = n - 1
  else if (f[1] == "CapEff:") capeff[pid] = f[2]
}

# Engines name the cgroup of a container after its 64-digit id; the id alone is kept.
function note_cgroup(pid, line,    id) {
  if (match(line, /[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]*/)) container[pid] = substr(line, RSTART, RLENGTH < 64 ? RLENGTH : 64)
  else if (match(line, /lxc\.payload\.[A-Za-z0-9_.-]+/)) container[pid] = substr(line, RSTART, RLENGTH)
}
