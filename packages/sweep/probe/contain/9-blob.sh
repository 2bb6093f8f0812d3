# blob: bytes on their way to the controller, in base64 so that they cannot forge a frame.
# Needs: head, base64 (or openssl), sha256sum where there is one, tee.
# Output: `begin`, lines of base64, `blob`. ATT&CK: none.
TEXT_BYTES_MAX=1048576
# 4 times 2999, so that every line is whole base64, and a frame's line is no longer.
BASE64_COLUMNS=11996
REMAINING=$BYTES_MAX

# to_base64, from_base64: with what the host has.
NO_BASE64=
if base64 -w 0 </dev/null >/dev/null 2>&1; then
  to_base64() { base64 -w "$BASE64_COLUMNS"; }
else
  to_base64() { base64; }
fi
from_base64() { base64 -d; }
if ! have base64; then
  to_base64() { openssl base64; }
  from_base64() { openssl base64 -d; }
  have openssl || NO_BASE64='neither base64 nor openssl is installed'
fi

# begin NAME SOURCE
begin() {
  esc "$2"
  printf 'begin name=%s source=%s\n' "$1" "$ESC"
}

# unreadable NAME NOTE: after begin.
unreadable() {
  esc "$2"
  printf 'blob name=%s status=unreadable note=%s\n' "$1" "$ESC"
}

# absent NAME SOURCE NOTE: something that is said to be not there.
absent() {
  begin "$1" "$2"
  unreadable "$1" "$3"
}

# room CAP: sets CAP to what may still be sent; fails where nothing may.
room() {
  CAP=$1
  [ "$CAP" -le "$REMAINING" ] || CAP=$REMAINING
  ROOM_WHY='the limit of bytes for evidence was reached'
  [ -z "$NO_BASE64" ] || { ROOM_WHY=$NO_BASE64; return 1; }
  [ "$CAP" -gt 0 ]
}

# text NAME SOURCE CAP COMMAND...: what a command prints: read once, so that what is hashed is what
# is sent.
text() {
  text_name=$1
  begin "$1" "$2"
  room "$3" || { unreadable "$text_name" "$ROOM_WHY"; return 0; }
  shift 3
  text_base64=$("$@" 2>/dev/null </dev/null | head -c "$CAP" | to_base64)
  if [ -z "$text_base64" ] && ! text_why=$("$@" 2>&1 >/dev/null </dev/null); then
    unreadable "$text_name" "could not be read: $(printf '%s\n' "$text_why" | head -n 1)"
    return 0
  fi
  [ -z "$text_base64" ] || printf '%s\n' "$text_base64"
  text_sum=
  if have sha256sum; then
    text_sum=$(printf '%s\n' "$text_base64" | from_base64 | sha256sum)
    text_sum=${text_sum%% *}
  fi
  REMAINING=$((REMAINING - ${#text_base64} * 3 / 4))
  printf 'blob name=%s limit=%s sha256=%s note=\n' "$text_name" "$CAP" "$text_sum"
}

# one NAME FILE: a small file of /proc or /etc as a text.
one() { text "$1" "${3:-$2}" "$TEXT_BYTES_MAX" bounded cat -- "$2"; }

# file NAME FILE SOURCE CAP: a file of any size, read once as it is sent and hashed on the way.
file() {
  file_name=$1
  begin "$1" "$3"
  room "$4" || { unreadable "$1" "$ROOM_WHY"; return 0; }
  file_size=$(bounded stat -L -c %s "$2" 2>/dev/null)
  case $file_size in
    '' | *[!0-9]*) unreadable "$1" 'could not be read'; return 0 ;;
  esac
  if ! bounded head -c 1 "$2" >/dev/null 2>&1; then
    unreadable "$1" 'could not be read'
    return 0
  fi
  file_sum=
  file_note=
  if have sha256sum && have tee; then
    # 4 is where base64 goes, 3 the pipe to it, 5 where the sum goes.
    file_sum=$({ {
      head -c "$CAP" "$2" 2>/dev/null | tee /proc/self/fd/3 | sha256sum >&5
    } 3>&1 | to_base64 >&4; } 5>&1)
    file_sum=${file_sum%% *}
  else
    head -c "$CAP" "$2" 2>/dev/null | to_base64
    file_note='sha256sum is not installed'
  fi
  file_sent=$file_size
  if [ "$file_size" -gt "$CAP" ]; then
    file_sent=$CAP
    file_note="of $file_size bytes"
    file_whole=$(sha256sum "$2" 2>/dev/null) && file_note="$file_note with sha256 ${file_whole%% *}"
  fi
  REMAINING=$((REMAINING - file_sent))
  esc "$file_note"
  printf 'blob name=%s expected=%s sha256=%s note=%s\n' "$file_name" "$file_size" "$file_sum" "$ESC"
}
