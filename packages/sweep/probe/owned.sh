# owned_paths: which package does a file belong to, and is it still as the package shipped it?
# Input: absolute host paths (without $ROOT), one a line, on stdin.
# Output: path<TAB>package<TAB>intact|modified|unknown, only for paths that a package owns;
#   `unknown`: owned, but the database holds no digest of it (or the file is too large to hash).
#   A path that cannot be on one line (newline, tab) cannot be asked: the caller excludes and counts.
# Sources: dpkg (both usrmerge forms; digests from md5sums, the conffiles of status, and ucf), apk.
#   Not rpm: even a query writes its sqlite index (-shm), and the probe's ulimit -f 0 ends it for that.
#   The databases are writable by root: an answer may lower a verdict, never prove innocence of what
#   a process does.
# Cost: one pass over all *.list (12 ms for 729 packages with GNU grep, 28 with mawk) and one digest
#   over the files that have one.

OWNED_PATHS_MAX=20000
OWNED_BYTES_MAX=67108864

owned_paths() {
  owned_rows=$(owned_packages)
  if [ -d "$ROOT/var/lib/dpkg/info" ]; then owned_compare md5sum; else owned_compare sha1sum; fi
}

# owned_packages: of the paths on stdin path<TAB>package<TAB>expected digest or "-".
owned_packages() {
  if [ -d "$ROOT/var/lib/dpkg/info" ]; then
    owned_asked=$(awk -v max="$OWNED_PATHS_MAX" "$OWNED_FORMS$OWNED_ASKED")
    case $owned_asked in /*) owned_dpkg ;; esac
  elif [ -r "$ROOT/lib/apk/db/installed" ]; then
    owned_apk
  fi
}

# awk: other(PATH) is the other form of a path on a host where /bin is a link to /usr/bin, or "".
# shellcheck disable=SC2016
OWNED_FORMS='
  function other(path) {
    if (path ~ /^\/usr\/(s?bin|lib[0-9x]*)\//) return substr(path, 5)
    if (path ~ /^\/(s?bin|lib[0-9x]*)\//) return "/usr" path
    return ""
  }'

# awk: the paths, a line "-", then their other forms: all are looked for, the first are answered.
# shellcheck disable=SC2016
OWNED_ASKED='
  /^\// && NR <= max { print; form = other($0); if (form != "") forms = forms "\n" form }
  END { print "-" forms }'

case $(grep -V 2>/dev/null) in *GNU*) OWNED_GREP=gnu ;; *) OWNED_GREP=other ;; esac

# owned_hits LIST...: LIST:PATH for each line of a list that is asked for in either form. A GNU grep
# does it in half the time of any awk; busybox grep -f needs 25 times as long.
owned_hits() {
  case $OWNED_GREP in
    gnu) printf '%s\n' "$owned_asked" | grep -FxHf - -- "$@" 2>/dev/null ;;
    *)
      # By getline, because a list that goes away during an upgrade must not end the answer.
      { printf '%s\n\n' "$owned_asked"; printf '%s\n' "$@"; } | awk '
        !asked { if ($0 == "") asked = 1; else want[$0]; next }
        { while ((getline line < $0) > 0) if (line in want) print $0 ":" line; close($0) }'
      ;;
  esac
}

owned_dpkg() {
  set +f
  set -- "$ROOT"/var/lib/dpkg/info/*.list
  set -f
  [ -r "$1" ] || return 0
  { printf '%s\n\n' "$owned_asked"; owned_hits "$@"; } | awk -v root="$ROOT" "$OWNED_FORMS"'
    # A package may name a file by its other form; both forms may be asked for at once.
    function digest(path, sum,    form) {
      if (length(sum) != 32) return
      if (path in want && !(path in expected)) expected[path] = sum
      form = other(path)
      if (form in want && !(form in expected)) expected[form] = sum
    }
    !asked {
      if ($0 == "") asked = 1
      else if ($0 == "-") forms = 1
      else if (!forms) { want[$0]; if ($0 ~ /^\/etc\//) config = 1 }
      next
    }
    {
      at = index($0, ".list:/")
      if (!at) next
      path = substr($0, at + 6)
      package = substr($0, 1, at - 1)
      sub(/.*\//, "", package)
      known[package]
      if (path in want) owner[path] = package
      form = other(path)
      if (form in want && !(form in owner)) owner[form] = package
    }
    END {
      for (package in known) {
        file = root "/var/lib/dpkg/info/" package ".md5sums"
        while ((getline line < file) > 0) digest("/" substr(line, 35), substr(line, 1, 32))
        close(file)
      }
      if (config) {
        file = root "/var/lib/dpkg/status"
        while ((getline line < file) > 0)
          if (line ~ /^ \// && split(line, part, " ") >= 2) digest(part[1], part[2])
        close(file)
        file = root "/var/lib/ucf/registry"
        while ((getline line < file) > 0)
          if (split(line, part, " ") == 2 && part[2] in want && !(part[2] in owner)) owner[part[2]] = part[1]
        close(file)
        file = root "/var/lib/ucf/hashfile"
        while ((getline line < file) > 0)
          if (split(line, part, " ") == 2 && part[2] in owner) digest(part[2], part[1])
        close(file)
      }
      for (p in owner) {
        sub(/:.*/, "", owner[p])
        print p "\t" owner[p] "\t" (p in expected ? expected[p] : "-")
      }
    }'
}

# The same from apk: directories are F:, files R:, digests Z:Q1 and the base64 of a SHA-1.
owned_apk() {
  awk -v max="$OWNED_PATHS_MAX" '
    BEGIN {
      digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
      for (i = 0; i < 64; i++) six[substr(digits, i + 1, 1)] = i
      # A table, because the awk of a small busybox has no power operator.
      for (i = 0; i < 12; i++) power[i] = i ? power[i - 1] * 2 : 1
    }
    function hex(text,    out, at, bits, held, c) {
      out = ""; bits = 0; held = 0
      for (at = 1; at <= length(text); at++) {
        c = substr(text, at, 1)
        if (!(c in six)) break
        held = held * 64 + six[c]; bits += 6
        while (bits >= 4) {
          bits -= 4
          c = int(held / power[bits])
          out = out substr("0123456789abcdef", c + 1, 1)
          held -= c * power[bits]
        }
      }
      return substr(out, 1, 40)
    }
    function flush() {
      if (file != "" && file in want) print want[file] "\t" package "\t" (sum == "" ? "-" : sum)
      file = ""; sum = ""
    }
    !lists { if (!/^\// || NR > max) next; want[$0] = $0; if ($0 ~ /^\/usr\/(s?bin|lib)\//) want[substr($0, 5)] = $0; next }
    /^P:/ { flush(); package = substr($0, 3); next }
    /^F:/ { flush(); dir = substr($0, 3); next }
    /^R:/ { flush(); file = "/" (dir == "" ? "" : dir "/") substr($0, 3); next }
    /^Z:Q1/ { sum = hex(substr($0, 5)); next }
    /^$/ { flush() }
    END { flush() }' - lists=1 "$ROOT/lib/apk/db/installed"
}

# owned_compare TOOL: hashes the files of owned_rows that have a digest; prints the answer.
owned_compare() {
  [ -n "$owned_rows" ] || return 0
  owned_tool=$1
  owned_ifs=$IFS
  IFS='
'
  # shellcheck disable=SC2046
  set -- $(printf '%s\n' "$owned_rows" | awk -F '\t' -v root="$ROOT" '$3 != "-" { print root $1 }')
  IFS=$owned_ifs
  {
    printf '%s\n' "$owned_rows"
    if [ $# -gt 0 ]; then
      echo
      find -L "$@" -maxdepth 0 -size "-$((OWNED_BYTES_MAX + 1))c" -exec "$owned_tool" {} + 2>/dev/null
    fi
  } | awk -v root="$ROOT" '
    /^$/ { sums = 1; next }
    !sums { n = split($0, part, "\t"); if (n == 3) { package[part[1]] = part[2]; expected[part[1]] = part[3] } next }
    {
      escaped = sub(/^\\/, "")
      at = index($0, " ")
      path = substr($0, at + 2 + length(root))
      if (escaped) gsub(/\\\\/, "\\", path)
      found[path] = substr($0, 1, at - 1)
    }
    END {
      for (p in package) {
        state = "unknown"
        if (expected[p] != "-" && p in found) state = found[p] == expected[p] ? "intact" : "modified"
        print p "\t" package[p] "\t" state
      }
    }'
}

# package_moment PACKAGE SECONDS ACTIONS: was dpkg at one of the ACTIONS (`upgrade`, `install|upgrade`)
# on the package at this moment (seconds since the epoch)? A file's ctime cannot be set, so a ctime within an `install` or `upgrade` that the log
# tells of says that dpkg, and nobody later, made the file what it is or took it away. In
# $MOMENT_ROOT where that is set, else in $ROOT.
package_moment() {
  moment_from=$(local_time "$(($2 - 1))")
  moment_to=$(local_time "$(($2 + 1))")
  [ -n "$moment_from" ] && [ -n "$moment_to" ] || return 1
  cat "${MOMENT_ROOT:-$ROOT}/var/log/dpkg.log.1" "${MOMENT_ROOT:-$ROOT}/var/log/dpkg.log" 2>/dev/null |
    awk -v package="${1%:*}" -v from="$moment_from" -v to="$moment_to" -v actions="^($3)$" '
      { name = $3 == "status" ? $5 : $4; sub(/:.*/, "", name); if (name != package) next; now = $1 " " $2 }
      $3 ~ actions { open = 1; begun = now }
      open && begun <= to && now >= from { found = 1 }
      $3 == "status" && $4 == "installed" { open = 0 }
      END { exit !found }'
}

# local_time SECONDS: as dpkg and dnf write it.
local_time() { date -d "@$1" '+%Y-%m-%d %H:%M:%S' 2>/dev/null; }
