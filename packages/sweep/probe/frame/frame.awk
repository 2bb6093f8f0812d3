# Judges each record of a section and frames it. The assembler appends the generated function
# judge(subject), which returns "check:disposition:severity+…" for the evidence in EVIDENCE.
#
# A frame is one line: @NONCE SECTION SEQ LENGTH PAYLOAD, with LENGTH the bytes of PAYLOAD, and
# PAYLOAD a type followed by name=value fields whose values are percent-escaped.
# gawk 5.2.1 frees twice where both arguments of index() are strings joined on the spot, so they
# are put into variables first.
function field(line, name,    at, key) {
  line = " " line
  key = " " name "="
  at = index(line, key)
  if (!at) return ""
  line = substr(line, at + length(key))
  at = index(line, " ")
  return at ? substr(line, 1, at - 1) : line
}
function note(codes,    list, n, i) {
  n = split(codes, list, ",")
  for (i = 1; i <= n; i++) EVIDENCE[list[i]] = NR
}
function has(code) { return EVIDENCE[code] == NR }
function frame(payload) { printf "@%s %s %d %d %s\n", nonce, section, seq++, length(payload), payload }
BEGIN { seq = 0; whole = 0 }
whole { whole = 0 }
$0 == "done" { whole = 1; next }
{
  payload = $0
  if ($1 == "process" || $1 == "item") {
    note(field(payload, "evidence"))
    note(field(payload, "held"))
    verdict = judge($1 == "process" ? "process" : field(payload, "subject"))
    if (verdict != "") payload = payload " verdict=" verdict
  }
  if (length(payload) > 12000) payload = "gap check=" section " effect=blind reason=record-too-long"
  frame(payload)
}
END { frame("end records=" seq " status=" (whole ? "complete" : "incomplete")) }
