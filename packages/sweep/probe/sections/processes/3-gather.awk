# The blocks that the shell sends: each begins with a line that holds the nonce, which no file
# name can know. Every other line names the process it speaks of, so a name that holds a newline
# can add a line but cannot take one away.
BEGIN {
  TEXT_MAX = 1024
  before_path = " " PROC "/"
  init_text()
}
$0 ~ /^@@/ && $1 == "@@" nonce { block = $2; if (block == "look") look_at_all(); next }

block == "pids" { sub(/.*\//, ""); listed[$0] = 1; next }
block == "hidden" { if (!($0 in listed)) hidden[$0] = 1; next }
block == "about" {
  if ($0 ~ /^[^:]*\/status:/) note_status(pid_of($0), after_file($0))
  else if ($0 ~ /^[^:]*\/cgroup:/) note_cgroup(pid_of($0), after_file($0))
  else loginuid[pid_of($0)] = after_file($0)
  next
}

# lrwxrwxrwx 1 0 0 0 Nov 20 20:36 /proc/PID/exe -> TARGET
block == "links" {
  where = after_proc($0)
  at = index(where, " -> ")
  target = at ? substr(where, at + 4) : ""
  if (at) where = substr(where, 1, at - 1)
  if (where ~ /^[0-9]+\/(task\/[0-9]+\/)?(exe|cwd|root|ns\/net|ns\/mnt|ns\/user)$/) {
    link_kind = path[split(where, path, "/")]
    link_pid = path[1]
    threaded = path[2] == "task"
    if (!(link_pid in alive)) next
    if (threaded && (link[link_pid, link_kind] != "" || target == "")) next
    if (!threaded && ((link_pid, link_kind) in link)) {
      # One process's name holds a line that speaks for another: neither is believed.
      add(last_pid, "forged-name"); add(link_pid, "forged-name")
      next
    }
    link[link_pid, link_kind] = target
    if (threaded && link_kind == "exe") thread_exe[link_pid] = 1
    last_pid = link_pid; last_kind = link_kind
  } else if (last_pid != "") {
    link[last_pid, last_kind] = link[last_pid, last_kind] "\n" $0
  }
  next
}

# PATH DEVICE INODE LINKS MODE SIZE UID of each executable
block == "inodes" {
  split(substr($1, length(PROC) + 2), path, "/")
  if (path[2] != "task" || !(path[1] in inode)) {
    device[path[1]] = $2; inode[path[1]] = $3; nlink[path[1]] = $4
    mode[path[1]] = $5; size[path[1]] = $6
  }
  next
}

block == "listening" { if ($4 == "0A") listening_before[$10] = 1; next }

block == "fds" {
  where = after_proc($0)
  at = index(where, " -> ")
  target = substr(where, at + 4)
  where = substr(where, 1, at - 1)
  if (where ~ /^[0-9]+\/(task\/[0-9]+\/)?fd\/[0-9]+$/) {
    fd_number = path[split(where, path, "/")]
    if (target ~ /^socket:\[[0-9]+\]$/) {
      socket = substr(target, 9, length(target) - 9)
      if (!((path[1], socket) in holds)) { holds[path[1], socket] = 1; holders[socket] = holders[socket] " " path[1] }
      if (fd_number <= 2) standard[path[1], fd_number] = socket
    } else if (target == "anon_inode:bpf-prog") bpf_holder[path[1]] = 1
  }
  next
}

block == "owned" { sub(/\t.*/, ""); owned[$0] = 1; next }

# PROC/PID/maps:START-END PERMS OFFSET DEV INODE PATH
block == "maps" {
  at = index($0, "/maps:")
  if (!at) next
  map_pid = substr($0, length(PROC) + 2, at - length(PROC) - 2)
  rest = substr($0, at + 6)
  split(rest, f, " ")
  if (rest ~ /\(deleted\)$/ && f[2] ~ /x/) {
    sub(/^[^\/]*/, "", rest)
    sub(/ \(deleted\)$/, "", rest)
    # Memory that runtimes share with themselves under a file's name, which is no library.
    if (rest !~ /^\/(memfd:|dev\/zero|SYSV|\[aio\]|drm|#|anon_hugepage|i915)/ && rest !~ /\/(orcexec\.[^\/]*|jna[0-9]+\.tmp|ffi[A-Za-z0-9][A-Za-z0-9][A-Za-z0-9][A-Za-z0-9][A-Za-z0-9][A-Za-z0-9])$/) deleted_library[map_pid] = rest
  } else if (f[2] == "rwxp" && f[5] == "0" && f[6] == "") rwx[map_pid] = 1
  next
}

# Strings as `head` prints them for many files: \001 stands for a newline, and a header for the file
# that follows, which may come in the middle where a file is empty or ends without a NUL.
block == "strings" {
  # Of an environment hardly a word matters, and there are thousands.
  if (text_kind == "environ" && !/^(LD_|HISTFILE=|HOME=)/ && !index($0, "stratum") && !index($0, "==> /")) next
  while (index($0, "==> /") && match($0, /(^|\001)==> \/[^ ]*\/[0-9]+\/(cmdline|environ) <==\001/)) {
    header = substr($0, RSTART, RLENGTH)
    if (RSTART > 1) keep_word(substr($0, 1, RSTART - 1))
    $0 = substr($0, RSTART + RLENGTH)
    split(substr(header, index(header, PROC) + length(PROC) + 1), path, "/")
    sub(/ .*/, "", path[2])
    if ((path[1], path[2]) in headed) { add(text_pid, "forged-name"); add(path[1], "forged-name") }
    headed[path[1], path[2]] = 1
    text_pid = path[1]
    text_kind = path[2]
    words = 0
  }
  keep_word($0)
  next
}

# What follows PROC/ in a line of ls; nothing where it is the rest of a name with a newline.
function after_proc(line,    at) {
  at = line ~ /^l[rwx-]/ ? index(line, before_path) : 0
  return at ? substr(line, at + length(before_path)) : ""
}

function keep_word(word) {
  sub(/\001$/, "", word)
  if (text_kind == "cmdline") {
    words++
    if (words == 1) argv0[text_pid] = word
    if (word != "" && length(argv[text_pid]) < TEXT_MAX) argv[text_pid] = argv[text_pid] (words == 1 ? "" : " ") word
    argc[text_pid] = words
  } else if (word ~ /^LD_(PRELOAD|AUDIT)=./) preload[text_pid] = preload[text_pid] (preload[text_pid] == "" ? "" : " ") word
  else if (word ~ /^[^=]*=.*stratum2?\+(tcp|ssl|tls|udp):\/\//) mining_environment[text_pid] = 1
  else if (word == "HISTFILE=/dev/null") histfile[text_pid] = 1
  else if (word == "HOME=/tmp") home_tmp[text_pid] = 1
}

function look_at_all(    pid) {
  open_window()
  for (pid in listed) look(pid)
  for (pid in hidden) look(pid)
}
