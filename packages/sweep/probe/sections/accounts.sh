# accounts: who can log in, and as what.
# Needs: /etc/{passwd,shadow,group}. Output: items account (value UID:GID:HOME:SHELL) and
# admin-member (key GROUP:USER). ATT&CK: T1136.001, T1078.003, T1098.
ACCOUNTS_MAX=5000
sec_accounts() {
  [ -r "$ROOT/etc/passwd" ] || { [ -e "$ROOT/etc/passwd" ] && gap account blind 'cannot read /etc/passwd'; return 0; }
  set --
  for accounts_file in shadow group; do
    if [ -r "$ROOT/etc/$accounts_file" ]; then
      set -- "$@" "of=$accounts_file" "$ROOT/etc/$accounts_file"
    elif [ -e "$ROOT/etc/$accounts_file" ]; then
      gap account-password blind "cannot read /etc/$accounts_file: empty passwords are not seen"
    fi
  done
  {
    stat -L -c %z -- "$ROOT/etc/passwd" 2>/dev/null
    tail -c 131072 "$ROOT/var/log/dpkg.log" 2>/dev/null
  } | awk -F : -v max="$ACCOUNTS_MAX" "$DRIFT_TEXT"'
    # When /etc/passwd was changed, then whether packages were being installed at that time.
    of == "log" {
      if (NR == 1) changed = minutes($0)
      else { at = minutes($0) - changed; if (at >= -2 && at <= 2) active = 1 }
      next
    }
    of == "shadow" { password[$1] = $2; next }
    of == "group" { group[++groups] = $0; next }
    $1 == "" || /^[#+-]/ || NF < 7 { next }
    users >= max { over = 1; next }
    { name[++users] = $1; uid[users] = $3; gid[users] = $4; home[users] = $6; shell[users] = $7; hash[users] = $2 }
    END {
      for (i = 1; i <= users; i++) {
        at = shell[i]
        login = at !~ /(nologin|false|true|sync|shutdown|halt|null)$/
        kept = hash[i] == "x" ? ((name[i] in password) ? password[name[i]] : "x") : hash[i]
        evidence = ""
        if (uid[i] + 0 == 0 && name[i] != "root") evidence = evidence ",uid-zero"
        if (kept == "" && login) evidence = evidence ",password-empty"
        if (uid[i] + 0 > 0 && uid[i] + 0 < 1000) evidence = evidence (login ? ",service-login" : ",service-account")
        if (active) evidence = evidence ",package-activity"
        print "item subject=account key=" esc(name[i]) " value=" esc(uid[i] ":" gid[i] ":" home[i] ":" at) " evidence=" substr(evidence, 2) " user=" esc(name[i]) " uid=" esc(uid[i]) " home=" esc(home[i]) " shell=" esc(at == "" ? "/bin/sh" : at)
      }
      for (g = 1; g <= groups; g++) {
        n = split(group[g], part, ":")
        if (n < 4) continue
        if (part[3] + 0 != 0 && part[1] !~ /^(sudo|wheel|admin|docker|lxd|lxc|libvirt|disk|shadow|google-sudoers)$/) continue
        m = split(part[4], member, ",")
        for (i = 1; i <= users; i++) if (gid[i] == part[3] && uid[i] + 0 != 0 && i <= max) member[++m] = name[i]
        for (i = 1; i <= m; i++) {
          if (member[i] == "" || member[i] == "root" || (part[1], member[i]) in told || ++members > max) continue
          told[part[1], member[i]]
          print "item subject=admin-member key=" esc(part[1] ":" member[i]) " value=" esc(part[3]) " evidence=admin-group user=" esc(member[i]) " group=" esc(part[1])
        }
      }
      if (over || members > max) print "gap check=account effect=blind reason=" esc("more than " max " accounts")
    }' of=log - of=passwd "$ROOT/etc/passwd" "$@"
}
