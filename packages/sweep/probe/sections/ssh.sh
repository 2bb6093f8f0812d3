# ssh: every key that opens this host, for every user, and what else sshd is told to trust.
# Needs: /etc/passwd, sshd_config with its Includes, authorized keys. Output: items authorized-key
# (key USER TYPE BLOB, value the options), ssh-setting, ssh-hook. ATT&CK: T1098.004, T1556, T1546.
#
# The configuration is read, not asked for with `sshd -T`: that needs host keys, root and
# /run/sshd, so its answer comes and goes with things that are no change, and Match blocks hide
# from it. Key files named in Match blocks are read for every user: more keys, never fewer.
SSH_CONFIG_DEPTH_MAX=16
SSH_FILES_MAX=4000
SSH_KEYS_MAX=5000

files_ssh() {
  set +f
  files ssh-hook "$ROOT/etc/ssh/sshrc"
  printf '%s\n' "$USERS" | while IFS=: read -r _ _ _ ssh_home; do
    ssh_home=$ROOT${ssh_home%/}
    [ -d "$ssh_home/.ssh" ] && files ssh-hook "$ssh_home/.ssh/rc" "$ssh_home/.ssh/environment"
  done
  set -f
}

sec_ssh() {
  drift_section ssh || return 1
  users
  ssh_conf=
  ssh_served=
  if [ -e "$ROOT/etc/ssh/sshd_config" ]; then
    if [ -r "$ROOT/etc/ssh/sshd_config" ]; then
      ssh_served=1
      ssh_conf=$(ssh_lines "$ROOT/etc/ssh/sshd_config" 0)
    else
      gap ssh-setting blind 'cannot read /etc/ssh/sshd_config'
    fi
  fi
  ssh_told=$(printf '%s\n' "$ssh_conf" | awk "$DRIFT_TEXT$SSH_SETTINGS") || return 1
  ssh_ifs=$IFS
  IFS=$NL
  for ssh_line in $ssh_told; do
    case $ssh_served$ssh_line in 1[ig]*) printf '%s\n' "$ssh_line" ;; esac
  done
  IFS=$ssh_ifs
  ssh_keys
}

# ssh_lines FILE DEPTH: the lines of a configuration with its Includes in place.
ssh_lines() {
  while IFS= read -r ssh_line || [ -n "$ssh_line" ]; do
    case $ssh_line in
      *[Ii][Nn][Cc][Ll][Uu][Dd][Ee]*)
        ssh_globs=$(printf '%s\n' "$ssh_line" | awk '
          tolower($0) !~ /^[ \t]*include[ \t=]/ { exit }
          { sub(/^[ \t]*[A-Za-z]+[ \t=]+/, ""); gsub(/"/, ""); print }')
        if [ -n "$ssh_globs" ]; then ssh_included "$ssh_globs" "$2"; else printf '%s\n' "$ssh_line"; fi
        ;;
      *) printf '%s\n' "$ssh_line" ;;
    esac
  done <"$1"
}

# ssh_included GLOBS DEPTH: in a subshell, because an included file may include more with the same
# variables. A Match block of an included file ends with that file, hence the mark after it.
ssh_included() (
  ssh_depth=$(($2 + 1))
  [ "$ssh_depth" -le "$SSH_CONFIG_DEPTH_MAX" ] || exit 0
  for ssh_glob in $1; do
    case $ssh_glob in /*) ;; *) ssh_glob=/etc/ssh/$ssh_glob ;; esac
    set +f
    # shellcheck disable=SC2086
    set -- "$ROOT"$ssh_glob
    set -f
    for ssh_file; do
      if [ -r "$ssh_file" ]; then
        (ssh_lines "$ssh_file" "$ssh_depth")
        echo ' include-ends'
      elif [ -e "$ssh_file" ]; then
        echo ' include-unreadable'
      fi
    done
  done
)

# awk: settings as items, and P<TAB>PATTERN for each pattern of key files. As in sshd the first
# value of a keyword holds; ports and subsystems add up.
# shellcheck disable=SC2016
SSH_SETTINGS='
  BEGIN {
    n = split("permitrootlogin=prohibit-password passwordauthentication=yes permitemptypasswords=no authorizedkeyscommand=none authorizedkeyscommanduser=none authorizedprincipalscommand=none trustedusercakeys=none permituserenvironment=no forcecommand=none permittunnel=no gatewayports=no strictmodes=yes hostbasedauthentication=no usepam=no port=22 authorizedkeysfile=.ssh/authorized_keys|.ssh/authorized_keys2 subsystem=none", part, " ")
    for (i = 1; i <= n; i++) { at = index(part[i], "="); keywords[i] = substr(part[i], 1, at - 1); normal[keywords[i]] = substr(part[i], at + 1); gsub(/[|]/, " ", normal[keywords[i]]) }
    settings = n
  }
  $0 == " include-ends" { block = ""; next }
  $0 == " include-unreadable" { unread++; next }
  { sub(/^[ \t]+/, ""); sub(/[ \t\r]+$/, "") }
  /^#/ || $0 == "" { next }
  {
    match($0, /^[A-Za-z0-9]+/)
    keyword = tolower(substr($0, 1, RLENGTH))
    text = substr($0, RLENGTH + 1)
    sub(/^[ \t]*=?[ \t]*/, "", text)
    if (keyword !~ /^(forcecommand|authorizedkeyscommand|authorizedprincipalscommand|subsystem|match)$/) { sub(/[ \t]+#.*/, "", text); gsub(/"/, "", text) }
    if (keyword == "match") { block = tolower(text) == "all" ? "" : text; next }
    if (!(keyword in normal)) next
    if (keyword !~ /^(forcecommand|authorizedkeyscommand|authorizedprincipalscommand|subsystem|trustedusercakeys|authorizedkeysfile)$/) text = tolower(text)
    if (text == "without-password") text = "prohibit-password"
    name = block == "" ? keyword : "Match " block ": " keyword
    if (name in said) { if (keyword ~ /^(port|subsystem)$/) said[name] = said[name] ", " text }
    else { said[name] = text; if (block != "") { inner[++inners] = name; plain[name] = keyword } }
  }
  function setting(name, keyword, text,    evidence) {
    evidence = ""
    # Installing sshd brings them all at once; a change to what every host has is no way in. That
    # passwords are accepted is the default too, and still worth a word.
    if (keyword != "passwordauthentication" && (text == normal[keyword] || (keyword == "usepam" && text == "yes") || (keyword == "subsystem" && text ~ /^sftp[ \t]+(internal-sftp|\/usr\/lib(exec)?\/[a-z\/]*sftp-server)$/))) evidence = ",ssh-default"
    if ((keyword == "permitrootlogin" && text == "yes") || (keyword ~ /^(permitemptypasswords|hostbasedauthentication)$/ && text == "yes") || (keyword == "strictmodes" && text == "no") || (keyword == "permituserenvironment" && text != "no")) evidence = ",ssh-weaker"
    if (keyword ~ /^(authorizedkeyscommand|authorizedprincipalscommand|trustedusercakeys|forcecommand)$/ && text != "none") {
      if (text ~ /^"?(\/usr\/share\/ec2-instance-connect\/eic_run_authorized_keys|\/opt\/aws\/bin\/eic_run_authorized_keys|\/usr\/bin\/sss_ssh_authorizedkeys|\/usr\/bin\/google_authorized_keys|\/usr\/bin\/google_authorized_principals|\/usr\/bin\/userdbctl) ?/) evidence = evidence ",known-key-command"
      else evidence = evidence ",ssh-trusts-more"
    }
    print "item subject=ssh-setting key=" esc(name) " value=" esc(text) " evidence=" substr(evidence, 2) " setting=" esc(name) " now=" esc(text)
  }
  function patterns(text,    i, n, part) {
    n = split(text, part, /[ \t]+/)
    for (i = 1; i <= n; i++) if (part[i] != "" && part[i] != "none") print "P\t" part[i]
  }
  END {
    for (i = 1; i <= settings; i++) setting(keywords[i], keywords[i], (keywords[i] in said) ? said[keywords[i]] : normal[keywords[i]])
    for (i = 1; i <= inners && i <= 200; i++) setting(inner[i], plain[inner[i]], said[inner[i]])
    patterns(("authorizedkeysfile" in said) ? said["authorizedkeysfile"] : normal["authorizedkeysfile"])
    for (i = 1; i <= inners; i++) if (plain[inner[i]] == "authorizedkeysfile") patterns(said[inner[i]])
    if (unread) print "gap check=ssh-setting effect=blind reason=" esc(unread " included files cannot be read")
  }'

# Every (user, key file) that exists, then all key files in one pass.
ssh_keys() {
  ssh_list=$(printf '%s\n%s\n' "$ssh_told" "$USERS" | awk -v root="$ROOT" '
    /^P\t/ { if (!($0 in had)) { had[$0]; pattern[++patterns] = substr($0, 3) } next }
    /^[ig][a-z]+ / { next }
    split($0, u, ":") >= 4 {
      home = u[4]
      for (i = 5; i in u; i++) home = home ":" u[i]
      sub(/\/$/, "", home)
      for (i = 1; i <= patterns; i++) {
        rest = pattern[i]; path = ""
        while ((at = index(rest, "%")) > 0) {
          c = substr(rest, at + 1, 1)
          path = path substr(rest, 1, at - 1) (c == "h" ? home : c == "u" ? u[1] : c == "U" ? u[2] : c == "%" ? "%" : "")
          rest = substr(rest, at + 2)
        }
        path = path rest
        if (path !~ /^\//) path = home "/" path
        print u[1] "\t" u[2] "\t" root home "\t" root path
      }
      if (u[2] == "0") print u[1] "\t0\t" root home "\t" root "/etc/dropbear/authorized_keys"
    }' | while IFS="$TAB" read -r ssh_user ssh_uid ssh_home ssh_file; do
    ssh_dir=${ssh_file%/*}
    if [ -f "$ssh_file" ]; then
      if [ -r "$ssh_file" ]; then printf '%s\t%s\t%s\n' "$ssh_user" "$ssh_uid" "$ssh_file"; else echo "!$ssh_user"; fi
    elif [ -d "$ssh_home" ] && [ ! -x "$ssh_home" ]; then
      echo "!$ssh_user"
    elif [ -d "$ssh_dir" ] && [ ! -x "$ssh_dir" ]; then
      echo "!$ssh_user"
    fi
  done)
  [ -n "$ssh_list" ] || return 0
  case $NL$ssh_list in
    *"$NL!"*)
      ssh_shut=$(printf '%s\n' "$ssh_list" | grep '^!' | sort -u | grep -c '')
      gap authorized-key blind "the keys of $ssh_shut users cannot be read"
      ;;
  esac
  ssh_ifs=$IFS
  IFS=$NL
  # shellcheck disable=SC2046
  set -- $(printf '%s\n' "$ssh_list" | awk -F '\t' -v max="$SSH_FILES_MAX" 'NF == 3 && !($3 in had) && n++ < max { had[$3]; print $3 }')
  IFS=$ssh_ifs
  [ $# -lt "$SSH_FILES_MAX" ] || gap authorized-key blind "more than $SSH_FILES_MAX key files"
  [ $# -gt 0 ] || return 0
  {
    stat -L -c "S$TAB%n$TAB%a$TAB%u" -- "$@" 2>/dev/null
    for ssh_file; do [ -h "$ssh_file" ] && printf 'L\t%s\t%s\n' "$ssh_file" "$(readlink -f "$ssh_file" 2>/dev/null)"; done
    printf '%s\n' "$ssh_list" "=" "$@"
  } | awk -F '\t' -v root="$ROOT" -v now="$NOW" -v max="$SSH_KEYS_MAX" "$DRIFT_TEXT$SSH_KEYS"
}

# awk: one item per user and key. The order of sshd: options only if the line does not begin with a
# key type; a blank in quotes does not end them.
# shellcheck disable=SC2016
SSH_KEYS='
  function keytype(text) { return text ~ /^(ssh-(rsa|dss|ed25519|ed448)|ecdsa-sha2-nistp[0-9]+|sk-(ssh-ed25519|ecdsa-sha2-nistp256)@openssh[.]com|(ssh-(rsa|dss|ed25519)|ecdsa-sha2-nistp[0-9]+|sk-ssh-ed25519|sk-ecdsa-sha2-nistp256)-cert-v01@openssh[.]com)$/ }
  function seconds(text,    y, m) {
    y = substr(text, 1, 4) + 0
    m = substr(text, 6, 2) + 0
    if (m < 3) { y--; m += 12 }
    return (365 * y + int(y / 4) - int(y / 100) + int(y / 400) + int((153 * (m - 3) + 2) / 5) + substr(text, 9, 2) - 719469) * 86400 + substr(text, 12, 2) * 3600 + substr(text, 15, 2) * 60 + substr(text, 18, 2)
  }
  function key_line(line,    options, n, part, quoted, at, c, comment, users, user, i, u, key, evidence, where, ends) {
    google = marked
    marked = line == "# Added by Google"
    sub(/^[ \t]+/, "", line)
    sub(/[ \t\r]+$/, "", line)
    if (line == "" || line ~ /^#/) return
    options = ""
    n = split(line, part, /[ \t]+/)
    if (!keytype(part[1])) {
      quoted = 0
      for (at = 1; at <= length(line) && at <= 8192; at++) {
        c = substr(line, at, 1)
        if (c == "\\" && substr(line, at + 1, 1) == "\"") { at++; continue }
        if (c == "\"") quoted = !quoted
        else if (!quoted && (c == " " || c == "\t")) break
      }
      options = substr(line, 1, at - 1)
      line = substr(line, at + 1)
      sub(/^[ \t]+/, "", line)
      n = split(line, part, /[ \t]+/)
    }
    if (n < 2 || !keytype(part[1]) || part[2] !~ /^[A-Za-z0-9+\/]+=*$/ || length(part[2]) < 40) return
    comment = line
    sub(/^[^ \t]+[ \t]+[^ \t]+[ \t]*/, "", comment)
    users = split(who[file], user, "\n") - 1
    for (i = 1; i <= users; i++) {
      split(user[i], u, "\t")
      key = u[1] " " part[1] " " part[2]
      if ((key, options) in told) continue
      told[key, options]
      if (++keys > max) { over = 1; continue }
      evidence = ""
      if (u[2] == "0") evidence = evidence ",root-key"
      else if (u[2] != "-" && u[2] + 0 < 1000) evidence = evidence ",service-key"
      if (options ~ /command=/) evidence = evidence ",key-command"
      if (options ~ /cert-authority/) evidence = evidence ",key-authority"
      if (mode[file] ~ /[2367]$/) evidence = evidence ",key-file-writable"
      where = file in real ? substr(real[file], length(root) + 1) : path
      if (where ~ /^((\/var)?\/tmp|\/dev\/shm|\/run\/(user|shm))\//) evidence = evidence ",key-file-scratch"
      # Keys of the console of Google Cloud live for minutes; one that says so and has outlived it,
      # or claims more than a day, is no such key.
      if (google && u[2] != "0" && match(comment, /^google-ssh .*"expireOn":"[0-9T:+-]*/)) {
        ends = substr(comment, RSTART, RLENGTH)
        sub(/.*"/, "", ends)
        ends = seconds(ends)
        if (ends > now - 600 && ends < now + 86400) evidence = evidence ",expiring-key"
      }
      print "item subject=authorized-key key=" long(key) " value=" long(options == "" ? "-" : options) " evidence=" substr(evidence, 2) " user=" esc(u[1]) " uid=" esc(u[2]) " file=" esc(path) " type=" esc(part[1]) " blob=" long(part[2]) " comment=" esc(substr(comment, 1, 200)) (options == "" ? "" : " options=" esc(options))
    }
  }
  names {
    file = $0
    path = substr(file, length(root) + 1)
    marked = 0
    while ((getline text < file) > 0) key_line(text)
    close(file)
    next
  }
  $0 == "=" { names = 1; next }
  $1 == "S" && NF == 4 { mode[$2] = $3; next }
  $1 == "L" && NF == 3 { real[$2] = $3; next }
  NF == 3 { who[$3] = who[$3] $1 "\t" $2 "\n" }
  # A key may be longer than any name: its text is its identity and is never cut.
  function long(text,    out) {
    out = ""
    while (length(text) > 1000) { out = out esc(substr(text, 1, 1000)); text = substr(text, 1001) }
    return out esc(text)
  }
  END { if (over) print "gap check=authorized-key effect=blind reason=" esc("more than " max " keys") }'
