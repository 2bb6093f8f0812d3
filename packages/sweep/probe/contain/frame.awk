# Frames the records of a step. Between `begin` and `blob` come lines of base64, which have no
# blank in them: they pass as they are behind a "+", and their bytes are counted here, because
# nothing else sees all of them.
function frame(payload) { printf "@%s contain %d %d %s\n", nonce, seq++, length(payload), payload }
# value NAME: takes a field that was meant for here out of the record.
function value(name,    i, out, rest) {
  out = ""
  rest = $1
  for (i = 2; i <= NF; i++) {
    if (index($i, name "=") == 1) out = substr($i, length(name) + 2)
    else rest = rest " " $i
  }
  $0 = rest
  return out
}
BEGIN { seq = 0; whole = 0; inside = 0 }
whole { whole = 0 }
inside && !/ / {
  if ($0 == "") next
  characters += length($0)
  padding = /==$/ ? 2 : /=$/ ? 1 : 0
  print "+" $0
  next
}
$0 == "done" { whole = 1; next }
$1 == "begin" { inside = 1; characters = 0; padding = 0 }
$1 == "blob" {
  inside = 0
  bytes = characters / 4 * 3 - padding
  limit = value("limit")
  expected = value("expected")
  status = value("status")
  if (status == "") status = (limit != "" && bytes >= limit + 0) || (expected != "" && bytes < expected + 0) ? "cut" : "whole"
  $0 = $0 " status=" status sprintf(" bytes=%.0f", bytes)
}
{
  if (length($0) > 12000) { frame("gap check=contain effect=blind reason=record-too-long"); next }
  frame($0)
}
END { frame("end records=" seq " status=" (whole ? "complete" : "incomplete")) }
