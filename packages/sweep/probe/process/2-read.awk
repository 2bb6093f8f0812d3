# What the kernel says of one process, from files that only the kernel writes.

# The name in stat is neither escaped nor bounded by its brackets: it may hold newlines and ") ",
# so every line is joined and the record is cut at the last ") ".
function read_stat(pid, into,    file, line, text, parts, n, f) {
  file = PROC "/" pid "/stat"
  text = ""
  while ((getline line < file) > 0) text = text (text == "" ? "" : "\n") line
  close(file)
  n = split(text, parts, /\) /)
  if (n < 2) return 0
  if (split(parts[n], f, " ") < 20) return 0
  into["state"] = f[1]; into["ppid"] = f[2]; into["session"] = f[4]; into["tty"] = f[5]
  into["flags"] = f[7]; into["ticks"] = f[12] + f[13]; into["reaped"] = f[14] + f[15]
  into["threads"] = f[18]; into["start"] = f[20]
  into["name"] = text
  sub(/^[0-9]+ \(/, "", into["name"])
  into["name"] = substr(into["name"], 1, length(into["name"]) - length(parts[n]) - 2)
  into["number"] = text + 0
  return 1
}

function read_status(pid,    file, line, f) {
  file = PROC "/" pid "/status"
  while ((getline line < file) > 0) {
    if (line ~ /^Uid:/) { split(line, f, /[ \t]+/); uid[pid] = f[2]; euid[pid] = f[3] }
    else if (line ~ /^Tgid:/) { split(line, f, /[ \t]+/); tgid[pid] = f[2] }
    else if (line ~ /^TracerPid:/) { split(line, f, /[ \t]+/); tracer[pid] = f[2] }
    else if (line ~ /^NSpid:/) nspids[pid] = split(line, f, /[ \t]+/) - 1
    else if (line ~ /^CapEff:/) { split(line, f, /[ \t]+/); capeff[pid] = f[2] }
  }
  close(file)
}

# Engines name the cgroup of a container after its 64-digit id; the id alone is kept.
function read_container(pid,    file, line, id) {
  file = PROC "/" pid "/cgroup"
  while ((getline line < file) > 0) {
    if (line !~ /docker|libpod|crio|cri-containerd|kubepods|lxc\.payload/) continue
    if (match(line, /[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]*/)) {
      id = substr(line, RSTART, RLENGTH)
      if (length(id) >= 12) container[pid] = substr(id, 1, 64)
    } else if (match(line, /lxc\.payload\.[A-Za-z0-9_.-]+/)) container[pid] = substr(line, RSTART, RLENGTH)
  }
  close(file)
}

function first_line(file,    line) {
  line = ""
  if ((getline line < file) <= 0) line = ""
  close(file)
  return line
}

function centiseconds(    line, f) {
  line = first_line(PROC "/uptime")
  split(line, f, " ")
  return f[1] * 100
}

# user + nice + system of all processors, in ticks; irq and steal belong to no process.
function busy_ticks(    file, line, f, sum) {
  file = PROC "/stat"
  sum = 0
  while ((getline line < file) > 0) {
    if (line ~ /^cpu /) { split(line, f, " "); sum = f[2] + f[3] + f[4] }
    else if (line ~ /^procs_running /) { split(line, f, " "); running = f[2] }
    else if (line ~ /^processes /) { split(line, f, " "); forks = f[2] }
  }
  close(file)
  return sum
}
