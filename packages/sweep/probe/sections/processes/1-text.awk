# Text that is safe to put on the wire, and numbers that awk cannot read by itself: mawk's and
# busybox's %d wraps at 2^31, and strtonum exists in neither.
function init_text(    i, c, safe) {
  for (i = 1; i < 256; i++) {
    c = sprintf("%c", i)
    safe = i < 127 && c ~ /[A-Za-z0-9_.:\/,@+-]/
    ESCAPED[c] = safe ? c : sprintf("%%%02X", i)
  }
  for (i = 0; i < 16; i++) {
    HEX[substr("0123456789abcdef", i + 1, 1)] = i
    HEX[substr("0123456789ABCDEF", i + 1, 1)] = i
  }
}
function esc(text,    out, i, n) {
  if (length(text) > TEXT_MAX) text = substr(text, 1, TEXT_MAX)
  if (text !~ /[^A-Za-z0-9_.:\/,@+-]/) return text
  n = length(text)
  for (i = 1; i <= n; i++) out = out ESCAPED[substr(text, i, 1)]
  return out
}
function hex(digits,    i, n, value) {
  n = length(digits)
  for (i = 1; i <= n; i++) value = value * 16 + HEX[substr(digits, i, 1)]
  return value + 0
}
function base(path) { sub(/.*\//, "", path); return path }
function fact(name, value) { return value == "" ? "" : " " name "=" esc(value) }
function add(pid, code) {
  if ((pid, code) in shown) return
  shown[pid, code] = 1
  evidence[pid] = evidence[pid] (evidence[pid] == "" ? "" : ",") code
}
function is(pid, code) { return (pid, code) in shown }
function gap(check, effect, reason) { later("gap check=" check " effect=" effect " reason=" esc(reason)) }
# Lines that need no proof follow after those that do.
function later(line) { queued[++queue_length] = line }
