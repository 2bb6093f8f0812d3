# drift_contents FILE...: reads the drift items once and says what stands out in them.
# Needs drift_list from drift.sh. Output: R<TAB>FILE<TAB>CODE<TAB>the line that shows it.
#
# Only commands count: a path below /tmp as an argument or a redirection is how logs and locks are
# made, the same path in command position runs what anybody may have put there.
CONTENT_BYTES_MAX=262144
drift_contents() {
  printf '%s\n' "${drift_list:-}" "=" "$@" |
    awk -F '\t' -v root="$ROOT" -v max="$CONTENT_BYTES_MAX" "$CONTENT_COMMANDS$CONTENT_NAMES$CONTENT_LINES"
}

# awk: commands(TEXT) tells what a shell command would do that persistence has no good reason for.
# shellcheck disable=SC2016
CONTENT_COMMANDS='
  BEGIN {
    OFS = "\t"
    start = "(^|[;&|(`]|[ \t](then|do|else))[ \t]*([A-Za-z_][A-Za-z_0-9]*=[^ \t]*[ \t]+)*"
    wrap = "(([^ \t;&|]*/)?(sudo|doas|nohup|exec|env|setsid|nice|ionice|timeout|command|stdbuf|time|chroot)[ \t]+((-[ugCrtp][ \t]+[^ \t]+|-[^ \t]+|[0-9]+[smhd]?|[A-Za-z_]+=[^ \t]*)[ \t]+)*)*"
    shells = "([^ \t;&|]*/)?(sh|bash|dash|ash|zsh|ksh|busybox|python[0-9.]*|perl|php|ruby|node|source|[.])[ \t]+(-[^ \t]+[ \t]+)*"
    scratch = "(/var)?/tmp/[^ \t;]|/dev/shm/[^ \t;]|/run/user/[0-9]+/[^ \t;]|/run/shm/[^ \t;]"
    run = start wrap "(" shells ")?(" scratch ")"
    shell = "([^ \t|]*/)?((sudo|env|nohup)[ \t]+(-[^ \t]+[ \t]+)*)?([^ \t|]*/)?(((ba|da|a|z|k)?sh)([ \t;&)]|$)|(python[0-9.]*|perl|php|ruby)[ \t]*(-[ \t]*)?([;&>)]|$))"
    piped = "[|][ \t]*" shell
    download = "(^|[^A-Za-z0-9_-])(curl|wget)[ \t]"
    inlined = "((ba|da|a|z|k)?sh[ \t]+(-[a-z]+[ \t]+)*|eval[ \t]+|source[ \t]+|[.][ \t]+)([$]|<)?[(`][ \t]*(curl|wget)[ \t]"
  }
  function tell(code, text) {
    if ((file, code) in told) return
    told[file, code]
    noted[file]
    gsub(/\t/, " ", text)
    print "R", file, code, substr(text, 1, 200)
  }
  function commands(text,    bare) {
    if (text !~ /tmp\/|\/shm\/|\/run\/user|curl|wget|base64|\/dev\/(tcp|udp)/) return
    bare = text
    gsub(/["\047]/, "", bare)
    if (bare ~ run) tell("scratch-command", text)
    if (bare ~ download && (bare ~ (download ".*" piped) || bare ~ inlined)) tell("download-to-shell", text)
    if (bare ~ ("base64[ \t]+(-[a-z]*d|-D|--decode).*" piped)) tell("encoded-to-shell", text)
    if (bare ~ /\/dev\/(tcp|udp)\// && bare ~ /[0-9]*(>&|<&)[ \t]*[0-9]|exec[ \t]+[0-9]+<>/) tell("socket-redirection", text)
  }'

# awk: /etc/hosts and the resolver. A name of an update server that leads elsewhere is told apart by
# where it leads: a private address is the mirror of the own network, none is a block.
# shellcheck disable=SC2016
CONTENT_NAMES='
  function redirected(    i, n, part, address, name) {
    sub(/#.*/, "")
    n = split($0, part, /[ \t]+/)
    i = part[1] == "" ? 2 : 1
    address = part[i]
    for (i++; i <= n; i++) {
      name = tolower(part[i])
      if (name !~ /^((deb|security|ftp|http)\.debian\.org|(archive|security|ports)\.ubuntu\.com|[a-z]+\.archive\.ubuntu\.com|dl-cdn\.alpinelinux\.org|mirrors?\.(centos|fedoraproject|rockylinux|almalinux)\.org|(database|db\.[a-z]+)\.clamav\.net|packages\.wazuh\.com|download\.falco\.org|rules\.emergingthreats\.net|api\.crowdsec\.net|cdn\.redhat\.com|updates\.(bitdefender|sophos)\.com)$/) {
        if (name ~ /^(github\.com|api\.github\.com|raw\.githubusercontent\.com|registry\.npmjs\.org|pypi\.org|files\.pythonhosted\.org)$/) tell("source-redirected", $0)
        continue
      }
      if (address ~ /^(10\.|192\.168\.|172\.(1[6-9]|2[0-9]|3[01])\.|100\.|f[cd])/) tell("update-mirror", $0)
      else tell("update-redirected", $0)
    }
  }'

# awk: which lines of which files hold commands.
# shellcheck disable=SC2016
CONTENT_LINES='
  function line(    text, skip) {
    if (kind == "python-path") {
      if (path !~ /\.pth$/) commands($0)
      else if ($0 ~ /^import[ \t]/) {
        live[file]
        if ($0 ~ /(exec|eval)[ \t]*\(.*(base64|b64decode|urlopen|zlib|marshal)|os\.system|subprocess|socket\./) tell("python-import-runs", $0)
      }
      return
    }
    if (kind == "name-file" && path == "/etc/hosts") { redirected(); return }
    if (kind == "name-file" && path ~ /^\/etc\/ld\.so\.conf/) {
      if ($0 ~ /^[ \t]*((\/var)?\/tmp|\/dev\/shm|\/home|\/run\/(user|shm))(\/|[ \t]*$)/) tell("scratch-library-path", $0)
      return
    }
    if (kind == "resolver-file") {
      if ($0 ~ /^[#;].*(NetworkManager|resolvconf|systemd-resolved|dhcpcd|tailscale|Docker)/) tell("runtime-resolver", $0)
      return
    }
    if (kind == "name-file" || $0 ~ /^[ \t]*[#;]/) return
    if (kind == "systemd-unit") {
      if ($0 ~ /^[ \t]*X-Snappy=yes/) snap[file] = 1
      if ($0 ~ /^[ \t]*(Exec[A-Za-z]*)[ \t]*=/) {
        text = $0
        sub(/^[^=]*=[ \t]*[-@:+!|]*/, "", text)
        if (text !~ /^\/usr\/bin\/snap run /) foreign[file]
        commands(text)
      } else if ($0 ~ /^[ \t]*What=/ && $0 !~ /^[ \t]*What=\/var\/lib\/snapd\/snaps\//) foreign[file]
      return
    }
    if (kind == "pam-file") {
      if ($0 ~ /pam_(exec|script|python)\.so/) {
        tell("pam-exec", $0)
        text = $0
        sub(/.*pam_(exec|script|python)\.so([ \t]+(debug|expose_authtok|seteuid|quiet|stdout|(log|type)=[^ \t]*))*[ \t]*/, "", text)
        commands(text)
      }
      if ($0 ~ /sufficient[ \t]+([^ \t]*\/)?pam_permit\.so/ && $0 ~ /^[ \t]*-?auth/) tell("pam-permit", $0)
      if ($0 ~ /[ \t]((\/var)?\/tmp|\/dev\/shm|\/home)\/[^ \t]*\.so/) tell("scratch-command", $0)
      return
    }
    if (kind == "sudoers-file") {
      if ($0 ~ /NOPASSWD[ \t]*:[ \t]*([A-Z_]+[ \t]*:[ \t]*)*ALL([ \t,]|$)/ || $0 ~ /!authenticate/) tell("sudo-nopasswd-all", $0)
      return
    }
    if (kind == "cron-file" && path !~ /\/cron\.(hourly|daily|weekly|monthly|yearly)\//) {
      text = $0
      sub(/^[ \t]+/, "", text)
      if (text ~ /^[A-Za-z_]+[ \t]*=/) {
        if (text ~ ("^(SHELL|PATH)[ \t]*=[ \t]*[\"\047]?(" scratch ")")) tell("scratch-command", text)
        return
      }
      skip = text ~ /^@/ ? 1 : 5
      if (path !~ /^\/var\/spool\//) skip++
      while (skip-- > 0) sub(/^[^ \t]+[ \t]+/, "", text)
      commands(text)
      return
    }
    if (kind == "udev-rule") {
      text = $0
      while (match(text, /(RUN|PROGRAM|IMPORT)(\{[a-z]+\})?[ \t]*[+:]?=+[ \t]*"/)) {
        text = substr(text, RSTART + RLENGTH)
        hooks[file]
        commands(substr(text, 1, index(text, "\"") - 1))
      }
      return
    }
    if (path ~ /\.desktop$/) { if (sub(/^[ \t]*(Try)?Exec[ \t]*=[ \t]*/, "")) commands($0); return }
    if (kind == "package-hook") { if (match($0, /"[^"]*"/)) commands(substr($0, RSTART + 1, RLENGTH - 2)); else commands($0); return }
    commands($0)
  }
  !names { if ($0 == "=") names = 1; else if ($2 != "") subject[$2] = $1; next }
  {
    file = $0
    path = substr(file, length(root) + 1)
    kind = subject[file]
    if (kind ~ /^(pam-module|skel-file|watched-file)$/) next
    if (kind == "python-path" && path ~ /\.pth$/) pth[++paths] = file
    bytes = 0
    held = ""
    # By getline, because a file that goes away or cannot be read must not end the reading.
    while (bytes <= max && (getline < file) > 0) {
      opened[file]
      bytes += length($0) + 1
      # A command that goes on over lines ending in a backslash is one command.
      if (/\\$/ && length(held) < 4096) { held = held substr($0, 1, length($0) - 1); continue }
      if (held != "") { $0 = held $0; held = "" }
      line()
    }
    close(file)
  }
  END {
    # What these files cannot do makes them ordinary: paths without code, mounts and runs of snaps.
    for (i = 1; i <= paths; i++) if (pth[i] in opened && !(pth[i] in live)) print "R", pth[i], "ordinary", ""
    # A transient unit is gone with its program, so only what it runs is looked at.
    for (f in opened) if (index(f, root "/run/systemd/transient/") == 1 && !(f in noted)) print "R", f, "ordinary", ""
    for (f in snap) if (!(f in foreign)) print "R", f, "ordinary", ""
    for (f in opened) if (subject[f] == "udev-rule" && !(f in hooks)) print "R", f, "ordinary", ""
  }'
