# Files as drift items: what every section about persistence has in common.
#
# A section NAME has a function files_NAME that prints SUBJECT<TAB>PATH lines (through `files`) and
# says with `closed` which directory it may not list. drift_collect runs those of all sections as
# one batch, because the cost is the forks and the package databases: one stat, one digest, one
# ownership look-up, one reading of contents for the whole probe. sec_NAME then prints its share, or,
# for a `claimed-file`, judges what is known of it: MODE:UID:GID:SIZE, package, state, path.
#
# Output: item subject= key=PATH value=SHA256:MODE:UID:GID, or the target where the item is a link.
#   Evidence: package-modified, package-activity, package-installed, scratch-command, download-to-shell,
#   encoded-to-shell, socket-redirection, and what a section's content rules add.
#   A file that its package owns and has not changed, one equal to /etc/skel, and a link to such a
#   file are normal on every host and not sent at all.
# It is long because the batch is one: a part of it alone would have its own forks.

DRIFT_FILES_MAX=4000
DRIFT_HASH_BYTES_MAX=4194304
TAB=$(printf '\t')
NL='
'

# files SUBJECT PATH...: lists those that are files or links. Call with globbing on.
files() {
  files_subject=$1
  shift
  for files_path; do
    [ -f "$files_path" ] || [ -h "$files_path" ] || continue
    case $files_path in
      *"$NL"* | *"$TAB"*) printf '?%s\t\n' "$files_subject" ;;
      *) printf '%s\t%s\n' "$files_subject" "$files_path" ;;
    esac
  done
}

# closed SUBJECT DIR...: lists the directories that exist but cannot be looked into.
closed() {
  closed_subject=$1
  shift
  for closed_path; do
    [ -d "$closed_path" ] || continue
    [ -r "$closed_path" ] && [ -x "$closed_path" ] || printf '!%s\t\n' "$closed_subject"
  done
}

# users: sets USERS to NAME:UID:SHELL:HOME lines of /etc/passwd, of directories when nsswitch names
# one, and of homes below /home whose owner neither knows. Read once; there is no local table of
# the users of a directory service, and asking one may hang.
USERS=
USERS_MAX=5000
users() {
  [ -z "$USERS" ] || return 0
  set +f
  set -- "$ROOT"/home/*
  set -f
  users_file=$ROOT/etc/passwd
  [ -r "$users_file" ] || users_file=/dev/null
  USERS=$(
    {
      if [ -z "$ROOT" ] && users_elsewhere && have getent && have timeout; then
        timeout 5 getent passwd 2>/dev/null
      fi
      for users_home; do
        [ -d "$users_home" ] && printf '%s::-:::%s:\n' "${users_home##*/}" "${users_home#"$ROOT"}"
      done
    } | awk -F : -v max="$USERS_MAX" '
      NF >= 6 && $1 != "" && !($1 in seen) && n < max && !($3 == "-" && $6 in home) {
        seen[$1]; home[$6]; n++
        print $1 ":" $3 ":" $7 ":" ($6 == "" ? "/" : $6)
      }' "$users_file" -
  )
}

users_elsewhere() {
  [ -r /etc/nsswitch.conf ] || return 1
  while read -r users_database users_sources; do
    case $users_database$users_sources in
      passwd:*ldap* | passwd:*sss* | passwd:*winbind* | passwd:*nis* | passwd:*systemd-home* | passwd:*extrausers*) return 0 ;;
    esac
  done </etc/nsswitch.conf
  return 1
}

DRIFT=
# drift_collect SECTION...: fills DRIFT with SECTION<TAB>RECORD lines; the last line is "done".
drift_collect() {
  users
  for drift_name; do
    if [ "$drift_name" = setuid ]; then setuid_look; fi
  done
  DRIFT=$(drift_records "$@" && echo 'done')
}

# drift_section SECTION: prints what drift_collect found for it; fails if that was cut short.
drift_section() {
  case $DRIFT in
    'done' | *"$NL"'done') ;;
    *) return 1 ;;
  esac
  # Not by read, which asks the kernel for each byte of a pipe.
  drift_ifs=$IFS
  IFS=$NL
  for drift_line in $DRIFT; do
    case $drift_line in
      "$1$TAB"*) printf '%s\n' "${drift_line#*"$TAB"}" ;;
    esac
  done
  IFS=$drift_ifs
}

drift_records() {
  drift_list=$(
    for drift_name; do
      printf '#%s\n' "$drift_name"
      "files_$drift_name"
    done
  )
  drift_paths=$(printf '%s\n' "$drift_list" | awk -F '\t' -v max="$DRIFT_FILES_MAX" '/^claimed-file/ || (/^[a-z]/ && n++ < max) { print $2 }')
  drift_ifs=$IFS
  IFS=$NL
  # shellcheck disable=SC2086
  set -- $drift_paths
  IFS=$drift_ifs
  drift_stat=
  drift_links=
  drift_flags=
  if [ $# -gt 0 ]; then
    # The link itself, then what it leads to: same format, told apart by the first field.
    drift_links=$(QUOTING_STYLE=literal stat -c "L$TAB%n$TAB%F$TAB%N" -- "$@" 2>/dev/null | grep "${TAB}symbolic link$TAB")
    drift_stat=$(stat -L -c "S$TAB%n$TAB%a$TAB%u$TAB%g$TAB%s$TAB%Y$TAB%z$TAB%F$TAB%Z" -- "$@" 2>/dev/null)
  fi
  drift_owned=$(drift_questions | owned_paths) || return 1
  drift_wanted=$(drift_select) || return 1
  IFS=$NL
  # shellcheck disable=SC2086
  set -- $drift_wanted
  IFS=$drift_ifs
  drift_sums=
  drift_seen=
  # Reading flags costs more than all else here, so not those of files that are as shipped.
  have lsattr && drift_flags=$(drift_locks "$@")
  if [ $# -gt 0 ]; then
    drift_sums=$(sha256sum -- "$@" 2>/dev/null)
    drift_seen=$(drift_contents "$@") || return 1
  fi
  drift_log=
  drift_rpm=
  if [ -r "$ROOT/var/log/dpkg.log" ]; then
    drift_log=$(tail -c 131072 "$ROOT/var/log/dpkg.log" 2>/dev/null)
  elif [ -r "$ROOT/var/log/dnf.rpm.log" ] && [ ! -d "$ROOT/var/lib/dpkg" ]; then
    drift_rpm=1
    drift_log=$(tail -c 131072 "$ROOT/var/log/dnf.rpm.log" 2>/dev/null)
  fi
  drift_merge
}

# drift_locks FILE...: the flags of these and of the watched files.
drift_locks() {
  drift_ifs=$IFS
  IFS=$NL
  for drift_line in $drift_list; do
    case $drift_line in "watched-file$TAB"*) set -- "$@" "${drift_line#*"$TAB"}" ;; esac
  done
  IFS=$drift_ifs
  [ $# -eq 0 ] || lsattr -d -- "$@" 2>/dev/null
}

# The paths whose owner decides: each file, and the target of each link.
drift_questions() {
  printf '%s\n%s\n' "$drift_list" "$drift_links" | awk -F '\t' -v root="$ROOT" "$DRIFT_TARGET"'
    /^[a-z]/ { print substr($2, length(root) + 1); next }
    $1 == "L" { print target($2, $4) }'
}

# awk: target(PATH, NAME) is the absolute host path that a link points to; NAME is what `stat %N`
# prints, PATH -> TARGET with GNU (quoting switched off) and both in quotes with busybox.
# shellcheck disable=SC2016
DRIFT_TARGET='
  function target(path, name,    to) {
    if (name ~ /^\//) to = substr(name, length(path) + 5)
    else { to = substr(name, length(path) + 8); to = substr(to, 1, length(to) - 1) }
    if (to ~ /^\//) {
      if (root != "" && index(to, root "/") == 1) to = substr(to, length(root) + 1)
      return to
    }
    path = substr(path, length(root) + 1)
    sub(/\/[^\/]*$/, "", path)
    while (to ~ /^\.\.?\//) {
      if (sub(/^\.\.\//, "", to)) sub(/\/[^\/]*$/, "", path)
      else sub(/^\.\//, "", to)
    }
    return path "/" to
  }'

# The files to hash and read: small enough, and not a package's own as the package shipped it.
drift_select() {
  printf '%s\n%s\n%s\n%s\n' "$drift_owned" "$drift_links" "$drift_stat" "$drift_list" |
    awk -F '\t' -v root="$ROOT" -v max="$DRIFT_HASH_BYTES_MAX" "$DRIFT_TARGET"'
    $1 == "L" { link[$2] = target($2, $4); next }
    $1 == "S" { if ($9 ~ /^regular/ && $6 + 0 <= max) small[$2]; next }
    /^\// { if ($3 == "intact") intact[$1]; next }
    /^[a-z]/ && $2 in small && !($2 in done) && $1 !~ /^(watched|claimed)-file$/ {
      if ($1 != "skel-file") {
        if (substr($2, length(root) + 1) in intact) next
        if ($1 ~ /^(systemd-unit|boot-script)$/ && $2 in link && link[$2] in intact) next
      }
      done[$2]
      print $2
    }'
}

# awk: merges everything known of each file into its record.
drift_merge() {
  printf '%s\n' "$drift_log" "$drift_owned" "$drift_links" "$drift_stat" "A" "$drift_flags" "H" "$drift_sums" "C" \
    "$drift_seen" "$drift_list" |
    awk -F '\t' -v root="$ROOT" -v files_max="$DRIFT_FILES_MAX" -v bytes_max="$DRIFT_HASH_BYTES_MAX" -v rpm="$drift_rpm" "$DRIFT_TARGET$DRIFT_TEXT$DRIFT_JUDGE"'
    /^[0-9][0-9][0-9][0-9]-/ && !hashes { if (substr($0, 1, 16) == minute) next; minute = substr($0, 1, 16); at = minutes($0); for (i = -2; i <= 2; i++) active[at + i]; next }
    $0 == "A" { flags = 1; next }
    $0 == "H" { flags = 0; hashes = 1; next }
    $0 == "C" { hashes = 0; next }
    flags { if ($0 ~ /^[^ ]*[ia]/) { sub(/^[^ ]+ +/, ""); fixed[$0] } next }
    hashes {
      escaped = sub(/^\\/, "")
      at = index($0, " ")
      path = substr($0, at + 2)
      if (escaped) gsub(/\\\\/, "\\", path)
      sum[path] = substr($0, 1, at - 1)
      next
    }
    $1 == "L" { link[$2] = target($2, $4); next }
    $1 == "S" { state[$2] = $3 ":" $4 ":" $5; size[$2] = $6; mtime[$2] = $7; ctime[$2] = $8; regular[$2] = $9 ~ /^regular/; placed[$2] = $10; next }
    $1 == "R" { codes[$2] = codes[$2] "," $3; if (!($2 in words)) words[$2] = $4; next }
    /^\// { package[$1] = $2; owned[$1] = $3; next }
    /^#/ { section = substr($0, 2); next }
    /^!/ { shut[section "\t" substr($1, 2)]++; next }
    /^\?/ { odd[section "\t" substr($1, 2)]++; next }
    $1 == "skel-file" { if ($2 in sum) same[sum[$2]]; next }
    $2 == "" || ($1 "\t" $2) in done { next }
    $1 == "claimed-file" { done[$1 "\t" $2]; claimed($2); next }
    { done[$1 "\t" $2]; if (++n > files_max) { over[section "\t" $1]++; next } }
    $2 in fixed { flagged[++flagged_files] = $2 }
    $1 == "watched-file" { next }
    { judge($1, $2) }
    END {
      for (i = 1; i <= flagged_files; i++) if (!(flagged[i] in told)) {
        told[flagged[i]]
        print "names\titem subject=immutable-file key=" esc(substr(flagged[i], length(root) + 1)) " value=immutable evidence=immutable file=" esc(substr(flagged[i], length(root) + 1))
      }
      for (k in shut) hole(k, shut[k] " places could not be read")
      for (k in odd) hole(k, odd[k] " file names hold a line break or tab")
      for (k in over) hole(k, "more than " files_max " files")
    }'
}

# awk: esc(TEXT) escapes a field of a record; minutes(TIME) makes times of one host comparable.
# shellcheck disable=SC2016
DRIFT_TEXT='
  BEGIN {
    for (i = 1; i < 256; i++) byte[sprintf("%c", i)] = sprintf("%%%02X", i)
  }
  function esc(text,    out, at, c) {
    if (length(text) > 1024) text = substr(text, 1, 1024)
    if (text !~ /[^A-Za-z0-9_.:\/,@+-]/) return text
    out = ""
    for (at = 1; at <= length(text); at++) {
      c = substr(text, at, 1)
      out = out (c ~ /[A-Za-z0-9_.:\/,@+-]/ ? c : byte[c])
    }
    return out
  }
  # Minutes since a fixed day; both the log and %z of stat are local time.
  function minutes(text,    y, m) {
    y = substr(text, 1, 4) + 0
    m = substr(text, 6, 2) + 0
    if (m < 3) { y--; m += 12 }
    return (365 * y + int(y / 4) - int(y / 100) + int(y / 400) + int((153 * (m - 3) + 2) / 5) + substr(text, 9, 2)) * 1440 + substr(text, 12, 2) * 60 + substr(text, 15, 2)
  }
'

# awk: judge() prints the record of one file, or nothing if it is normal; claimed() what is known of a
# file that its own section judges; hole() prints a gap.
# shellcheck disable=SC2016
DRIFT_JUDGE='
  function hole(key, why,    part) {
    split(key, part, "\t")
    print part[1] "\tgap check=" part[2] " effect=blind reason=" esc(why)
  }
  function claimed(file,    path) {
    path = substr(file, length(root) + 1)
    if (file in state) print section "\t" state[file] ":" size[file] "\t" (path in owned ? package[path] "\t" owned[path] : "none\tnone") "\t" path
  }
  function judge(subject, file,    path, value, evidence, line, to) {
    path = substr(file, length(root) + 1)
    to = file in link ? link[file] : ""
    if (owned[path] == "intact") return
    if (subject == "systemd-unit" && to ~ /^(\/dev\/null$|(\/usr|\/usr\/local)?\/lib\/systemd\/|\/(etc|run)\/systemd\/)/) return
    if (subject ~ /^(systemd-unit|boot-script)$/ && to != "" && owned[to] == "intact") return
    if (codes[file] ~ /,ordinary(,|$)/) return
    if (file in sum) value = sum[file] ":" state[file]
    else if (!(file in state)) { if (to == "") return; value = "link:" to }
    else if (!regular[file]) return
    else if (size[file] + 0 > bytes_max) value = "size:" size[file] ":" mtime[file] ":" state[file]
    else { shut[section "\t" subject]++; return }
    if (subject == "shell-profile" && file in sum && sum[file] in same) return
    if (codes[file] ~ /,runtime-resolver(,|$)/) value = "link:" to
    evidence = codes[file]
    if (owned[path] == "modified") evidence = evidence ",package-modified"
    if (file in ctime && minutes(ctime[file]) in active) {
      # Where rpm cannot be asked: it gives files the time they were built, long before their ctime.
      evidence = evidence (rpm && mtime[file] + 3600 < placed[file] ? ",package-installed" : ",package-activity")
    }
    line = "item subject=" subject " key=" esc(path) " value=" esc(value) " evidence=" substr(evidence, 2) " file=" esc(path)
    if (file in state) { split(state[file], bits, ":"); line = line " mode=" bits[1] " uid=" bits[2] " mtime=" mtime[file] }
    if (to != "") line = line " link=" esc(to)
    if (package[path] != "") line = line " package=" esc(package[path])
    if (words[file] != "") line = line " line=" esc(words[file])
    print section "\t" line
  }'
