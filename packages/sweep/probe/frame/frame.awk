# Judges each record and frames it. The assembler puts before it the generated function
# judge(subject), which returns "check:disposition:severity+…" for the evidence in EVIDENCE.
#
# A frame is one line: @NONCE SECTION SEQ LENGTH PAYLOAD, with LENGTH the bytes of PAYLOAD, and
# PAYLOAD a type followed by name=value fields whose values are percent-escaped.
#
# Before a section's records comes "@@NONCE section NAME" and after them "@@NONCE done", which
# proves that the section came to its end; without it the frame's end says incomplete.
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
# A host may hang in the next section: what this one found must be on its way by then.
function close_section() {
  if (section == "") return
  frame("end records=" seq " status=" (whole ? "complete" : "incomplete"))
  fflush()
}
BEGIN { section = ""; seq = 0; whole = 0; mark = "@@" nonce }
$1 == mark && $2 == "section" { close_section(); section = $3; seq = 0; whole = 0; next }
$1 == mark && $2 == "done" { whole = 1; close_section(); section = ""; next }
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
END { close_section() }
