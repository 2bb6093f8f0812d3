# Sockets of every network namespace, read in one go, once in each through a process that lives there: the
# view from one namespace holds nothing of the others.

function port_of(address) { sub(/.*:/, "", address); return hex(address) }

# Text of a /proc/net address: 32-bit words in host order, which is little-endian here and on arm64.
function ip_of(address,    a, i, out) {
  sub(/:.*/, "", address)
  if (length(address) == 32) {
    if (substr(address, 1, 24) == "0000000000000000FFFF0000") address = substr(address, 25)
    else {
      out = ""
      for (i = 0; i < 4; i++) {
        a = substr(address, i * 8 + 1, 8)
        out = out (i ? ":" : "") tolower(substr(a, 7, 2) substr(a, 5, 2)) ":" tolower(substr(a, 3, 2) substr(a, 1, 2))
      }
      return out
    }
  }
  return hex(substr(address, 7, 2)) "." hex(substr(address, 5, 2)) "." hex(substr(address, 3, 2)) "." hex(substr(address, 1, 2))
}

# Can be reached over the internet: not loopback, private (RFC 1918, RFC 4193), shared (RFC 6598),
# link-local, multicast or unspecified.
function public_ip(ip,    o) {
  if (ip ~ /:/) return ip !~ /^(0000:|f[cd]|fe[89ab]|ff)/
  split(ip, o, ".")
  if (o[1] == 0 || o[1] == 10 || o[1] == 127 || o[1] >= 224) return 0
  if (o[1] == 169 && o[2] == 254) return 0
  if (o[1] == 172 && o[2] >= 16 && o[2] <= 31) return 0
  if (o[1] == 192 && o[2] == 168) return 0
  if (o[1] == 100 && o[2] >= 64 && o[2] <= 127) return 0
  return 1
}

function init_ports(    strong, weak, i, n, p) {
  # Ports of mining pools that little else uses, and those that other software uses too.
  n = split("3333 3334 3335 3336 3357 14433 14444 33333 45560 45700", p, " ")
  for (i = 1; i <= n; i++) POOL[p[i]] = "mining-egress"
  n = split("4444 5555 5556 7777 9999", p, " ")
  for (i = 1; i <= n; i++) POOL[p[i]] = "mining-port-common"
}

function read_sockets(    i, pid, ns, n, files) {
  init_ports()
  for (i = 1; i <= count; i++) {
    pid = order[i]
    ns = link[pid, "net"]
    if (gone[pid] || kernel[pid] || ns == "" || ns in reader) continue
    reader[ns] = pid
  }
  n = 0
  files = ""
  for (ns in reader) {
    if (++n > NAMESPACES_MAX) { gap("mining-egress", "blind", "more than " NAMESPACES_MAX " network namespaces"); break }
    files = files socket_files(PROC "/" (reader[ns] + 0) "/net/", ns)
  }
  if (n == 0) files = socket_files(PROC "/net/", own_net)
  read_socket_files(files)
}

function socket_files(dir, ns,    list, kinds, i, n) {
  namespace[dir] = ns
  list = ""
  n = split("tcp tcp6 udp udp6 raw raw6 packet", kinds, " ")
  for (i = 1; i <= n; i++) list = list " " dir kinds[i]
  return list
}

function read_socket_files(files,    command, line, f, kind, port, ns) {
  command = "grep -H ''" files " 2>/dev/null"
  while ((command | getline line) > 0) {
    ns = substr(line, 1, index(line, ":") - 1)
    kind = base(ns)
    ns = namespace[substr(ns, 1, length(ns) - length(kind))]
    line = after_file(line)
    if (line ~ /^ *sk? |^ *sl /) continue
    if (++sockets > SOCKETS_MAX) break
    if (kind == "packet") { if (split(line, f, " ") >= 9) raw_socket[f[9]] = 1; continue }
    if (split(line, f, " ") < 10) continue
    if (kind ~ /^raw/) { raw_socket[f[10]] = 1; continue }
    port = port_of(f[2])
    if (kind ~ /^tcp/ && f[4] == "0A") {
      listens[ns, port] = 1
      if (ns == own_net) listener(f[10], "tcp", port, ip_of(f[2]), f[8])
    } else if (kind ~ /^tcp/ ? (f[4] == "01" || f[4] == "02") : f[4] == "01") {
      inet[f[10]] = f[4]
      socket_local[f[10]] = ns SUBSEP port
      socket_remote[f[10]] = ip_of(f[3])
      socket_port[f[10]] = port_of(f[3])
    } else if (kind ~ /^udp/ && f[4] == "07" && port < ephemeral_from && ns == own_net) {
      # At and above the ephemeral range's start a client's socket looks like a server's.
      listener(f[10], "udp", port, ip_of(f[2]), f[8])
    }
  }
  close(command)
}

function listener(socket, protocol, port, ip, owner) {
  if (ip ~ /^127\./ || ip == "0000:0000:0000:0000:0000:0000:0000:0001") return
  listeners[++listener_count] = socket
  listen_protocol[socket] = protocol; listen_port[socket] = port; listen_uid[socket] = owner
}

# What each process does on the network; `holders` gives the processes of a socket.
function judge_sockets(    socket, n, i, pids, pid, port, public) {
  for (socket in inet) {
    if (!(socket in holders)) continue
    port = socket_port[socket]
    public = public_ip(socket_remote[socket])
    n = split(holders[socket], pids, " ")
    for (i = 1; i <= n; i++) {
      pid = pids[i]
      add(pid, "inet-socket")
      if (socket_local[socket] in listens) continue
      if (public) add(pid, "public-egress")
      if (port in POOL) add(pid, public ? POOL[port] : "mining-port-private")
      if (remote[pid] == "" || port in POOL) remote[pid] = socket_remote[socket] ":" port
    }
  }
  for (socket in raw_socket) {
    n = split(holders[socket], pids, " ")
    for (i = 1; i <= n; i++) add(pids[i], "raw-socket")
  }
}
