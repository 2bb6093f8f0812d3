# snapshot: every process with its parent, start, group, session and terminal, in one read.
# Needs: /proc/PID/stat, grep, awk. Output: variable SNAP, and lists of numbers. ATT&CK: none.

# SNAP: lines "PID PPID STATE START PGRP SESSION TTY". The file's name stands on each line, so a
# newline in a process's name cannot make a line that speaks for another.
snapshot() {
  SNAP=$(
    set +f
    grep -H '' "$PROC"/[0-9]*/stat 2>/dev/null | awk -v PROC="$PROC" '
      function flush(    parts, n, f) {
        n = split(text, parts, /\) /)
        if (n > 1 && split(parts[n], f, " ") >= 20) print pid, f[2], f[1], f[20], f[3], f[4], f[5]
      }
      {
        at = index($0, "/stat:")
        now = substr($0, length(PROC) + 2, at - length(PROC) - 2)
        line = substr($0, at + 6)
        if (now != pid) { if (pid != "") flush(); pid = now; text = line }
        else text = text "\n" line
      }
      END { if (pid != "") flush() }'
  )
}

# descendants PID...: their descendants, parents before children.
descendants() {
  printf '%s\n' "$SNAP" | awk -v roots="$*" '
    { children[$2] = children[$2] " " $1 }
    END {
      n = split(roots, queue, " ")
      for (i = 1; i <= n; i++) seen[queue[i]]
      first = n
      for (i = 1; i <= n; i++) {
        m = split(children[queue[i]], kids, " ")
        for (k = 1; k <= m; k++) if (!(kids[k] in seen)) { seen[kids[k]]; queue[++n] = kids[k]; print kids[k] }
      }
    }'
}

# newcomers: numbers of processes in SNAP that are not in KNOWN ("PID:START" lines), newest first.
newcomers() {
  printf '%s\n\n%s\n' "$KNOWN" "$SNAP" | awk '
    !after { if ($0 == "") after = 1; else known[$1]; next }
    !(($1 ":" $4) in known) && $3 !~ /[ZX]/ { printf "%s %.0f\n", $1, $4 }' | sort -k2,2nr | head -n 64 | sed 's/ .*//'
}

# known_now: remembers who is there.
known_now() { KNOWN=$(printf '%s\n' "$SNAP" | awk '{ print $1 ":" $4 }'); }

# same_program: numbers of processes that run the very file EXE.
same_program() {
  (
    set +f
    bounded stat -L -c '%n %d:%i' "$PROC"/[0-9]*/exe 2>/dev/null
  ) | awk -v PROC="$PROC" -v id="$EXE" '$2 == id { sub(/\/exe$/, "", $1); print substr($1, length(PROC) + 2) }'
}

# with_words TEXT: numbers of processes among whose words TEXT is. Not by grep: that of busybox reads
# a line up to its first zero byte. The words may look like a header of head: so each is asked again.
WORDS_ASKED_MAX=128
with_words() {
  for words_pid in $(
    set +f
    bounded head -v -c 4096 "$PROC"/[0-9]*/cmdline 2>/dev/null | tr '\000' '\n' | words_text=$1 awk -v PROC="$PROC" -v max="$WORDS_ASKED_MAX" '
      BEGIN { text = ENVIRON["words_text"]; from = length("==> " PROC "/") + 1 }
      index($0, "==> " PROC "/") == 1 && / <==$/ { pid = substr($0, from); sub(/\/.*/, "", pid); next }
      pid ~ /^[0-9]+$/ && !(pid in said) && index($0, text) && ++n <= max { said[pid]; print pid }'
  ); do
    argv_of "$PROC/$words_pid" 4096
    case $ARGV in *"$1"*) printf '%s\n' "$words_pid" ;; esac
  done
}
