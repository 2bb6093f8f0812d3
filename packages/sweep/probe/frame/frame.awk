# Judges each record of a section and frames it. The assembler appends the generated function
# judge(subject), which returns "check:disposition:severity+…" for the evidence in EVIDENCE.
#
# A frame is one line: @NONCE SECTION SEQ LENGTH PAYLOAD, with LENGTH the bytes of PAYLOAD, and
# PAYLOAD a type followed by name=value fields whose values are percent-escaped.
function field(line, name,    at, rest) {
  at = index(" " line, " " name "=")
  if (!at) return ""
  rest = substr(line, at + length(name) + 1)
  at = index(rest, " ")
  return at ? substr(rest, 1, at - 1) : rest
}
function has(code) { return index(EVIDENCE, "," code ",") > 0 }
function frame(payload) { printf "@%s %s %d %d %s\n", nonce, section, seq++, length(payload), payload }
BEGIN { seq = 0; whole = 0 }
whole { whole = 0 }
$0 == "done" { whole = 1; next }
{
  payload = $0
  if ($1 == "process" || $1 == "item") {
    EVIDENCE = "," field(payload, "evidence") "," field(payload, "held") ","
    verdict = judge($1 == "process" ? "process" : field(payload, "subject"))
    if (verdict != "") payload = payload " verdict=" verdict
  }
  if (length(payload) > 12000) payload = "gap check=" section " effect=blind reason=record-too-long"
  frame(payload)
}
END { frame("end records=" seq " status=" (whole ? "complete" : "incomplete")) }
