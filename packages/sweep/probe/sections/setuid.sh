# setuid: files that run with another's rights, by their mode or by file capabilities.
# Needs: find, stat, the package database; getcap for capabilities. A bounded part of the file
#   system: program and library directories, scratch, homes, /opt. Output: items setuid-file,
#   file-capabilities. ATT&CK: T1548.001.
SETUID_FILES_MAX=400
SETUID_CPU_SECONDS_MAX=1
SETUID_HASH_BYTES_MAX=67108864

# What distributions ship with these bits. A package database knows bytes, not modes, so a program
# outside this list that has them got them from somebody: it is learned, not trusted.
SETUID_USUAL=' su sudo sudoedit passwd mount umount chsh chfn gpasswd newgrp sg chage expiry wall write bsd-write pkexec fusermount fusermount3 ping ping6 crontab ssh-agent unix_chkpwd unix_update unix2_chkpwd at dbus-daemon-launch-helper ssh-keysign polkit-agent-helper-1 Xorg.wrap Xorg chrome-sandbox msedge-sandbox brave-sandbox snap-confine mount.nfs mount.cifs mount.ecryptfs_private mount.davfs umount.nfs pppd exim4 exim sendmail sendmail.sendmail postdrop postqueue smtpd maildrop newuidmap newgidmap staprun dumpcap ntfs-3g vmware-user-suid-wrapper lxc-user-nic utempter locate mlocate plocate slocate dotlockfile lockfile mail-lock mail-unlock mail-touchlock mutt_dotlock procmail pam_timestamp_check pam_extrausers_chkpwd userhelper usernetctl cockpit-session cockpit-wsinstance krb5_child ldap_child proxy_child selinux_child sssd_pam qemu-bridge-helper screen screen-4 bwrap firejail fbwrap doas suexec suexec-custom spice-client-glib-usb-acl-helper mtr mtr-packet traceroute6.iputils arping man mandb bbsuid abuild-sudo kcheckpass kismet_capture_tools_linux virtlogd ksu lpr lprm lppasswd netreport camel-lock-helper-1.2 ssh-keysign.ssh gnome-pty-helper vboxdrv VBoxHeadless VBoxNetAdpCtl VBoxNetDHCP VBoxNetNAT VirtualBoxVM VBoxSDL VBoxVolInfo dma dma-mbox-create opiepasswd opiesu opieinfo cdrdao wodim ecryptfs-mount-private chkpwd authopen sperl5 pkttyagent vlock-main physlock slock i3lock xlock xscreensaver-auth tcb_chkpwd osinfo slurmstepd singularity-suid starter-suid apptainer-suid nvidia-modprobe jailcheck ubuntu-core-launcher sntp chronyd telnetlogin login ctrlaltdel rcp rsh rlogin nullmailer-queue nullmailer-send nethack tetris '
# Programs that hand out a shell or any file when they run as root; none is ever shipped so.
# busybox is not among them: it drops its rights itself, and small systems do ship it so.
SETUID_NEVER=' sh bash rbash dash ash ksh ksh93 mksh zsh tcsh csh fish find vi vim vim.basic vim.tiny nvim nano ed awk gawk mawk nawk sed perl python python2 python3 ruby lua node php tclsh expect gdb strace env xargs nice timeout stdbuf taskset setarch cp mv dd tar cpio install tee cat less more head tail cut sort rsync curl wget socat nc ncat nc.openbsd nc.traditional docker openssl base64 xxd zip unzip make gcc git ssh systemctl chroot unshare nsenter capsh setcap '
SETUID_CAPABLE=' ping ping6 arping clockdiff tracepath6 traceroute6 mtr-packet fping dumpcap newuidmap newgidmap gst-ptp-helper snap-confine kwin_wayland gnome-keyring-daemon gnome-shell sway suexec rcp rlogin rsh i3status rtkit-daemon xdg-desktop-portal pcscd kismet '
SETUID_CUT=$(printf '\001')
SETUID_SHELLS='bin/bash bin/dash bin/sh bin/zsh bin/ksh bin/ash usr/bin/bash usr/bin/dash usr/bin/zsh usr/bin/ksh usr/bin/fish'

# setuid_look: sets SETUID_LIST and SETUID_CAPS, the files that files_setuid asks about.
setuid_look() {
  SETUID_LIST=
  SETUID_CAPS=
  have find && SETUID_LIST=$(setuid_find)
  have getcap && SETUID_CAPS=$(setuid_getcap)
}

files_setuid() {
  setuid_ifs=$IFS
  IFS=$NL
  for setuid_name in $SETUID_LIST; do files claimed-file "$ROOT/$setuid_name"; done
  # getcap prints "PATH cap_x=ep", older ones "PATH = cap_x+ep".
  for setuid_row in $SETUID_CAPS; do
    setuid_row=${setuid_row% cap_*}
    files claimed-file "$ROOT${setuid_row% =}"
  done
  IFS=$setuid_ifs
}

sec_setuid() {
  SETUID_ROWS=$(drift_section setuid) || return 1
  setuid_ifs=$IFS
  if ! have find || ! have stat; then
    gap setuid-file blind 'find or stat is missing'
    return 0
  fi
  if [ "$ME" != 0 ]; then
    gap setuid-file blind 'directories of other users cannot be listed without root'
  fi
  have getcap || gap file-capabilities limited 'getcap is not installed: file capabilities are not seen'
  setuid_tabs
  setuid_hash
  setuid_tell_files
  setuid_tell_capabilities
  return 0
}

# A row of SETUID_ROWS is MODE:UID:GID:SIZE, package, state and path, with tabs between. A path that
# holds a tab cannot be asked about in drift's lists, so it is looked at here.
setuid_tabs() {
  IFS=$NL
  for setuid_name in $SETUID_LIST; do
    case $setuid_name in
      *"$TAB"*) SETUID_ROWS=$SETUID_ROWS$NL$(stat -c "%a:%u:%g:%s${TAB}none${TAB}none$TAB/$setuid_name" -- "$ROOT/$setuid_name" 2>/dev/null) ;;
    esac
  done
  IFS=$setuid_ifs
}

# Sets SETUID_SUMS: digests of the files that are not a package's own as the package shipped them,
# and of the shells that have the size of one, because only then it may be a copy.
setuid_hash() {
  SETUID_SUMS=
  setuid_suspect || return 0
  setuid_shells=$(
    cd "$ROOT/" 2>/dev/null || exit 0
    # shellcheck disable=SC2086
    stat -L -c "shell:0:0:%s${TAB}none${TAB}none$TAB/%n" -- $SETUID_SHELLS 2>/dev/null
  )
  setuid_hashed=$(printf '%s\n%s\n' "$SETUID_ROWS" "$setuid_shells" | awk -F '\t' -v root="$ROOT" -v max="$SETUID_HASH_BYTES_MAX" '
    {
      path = substr($0, length($1 $2 $3) + 4)
      split($1, part, ":")
      if (part[1] == "shell") { if (part[4] in size) print root path }
      else if ($3 != "intact" && part[4] <= max) { size[part[4]]; print root path }
    }')
  [ -n "$setuid_hashed" ] || return 0
  IFS=$NL
  # shellcheck disable=SC2086
  set -- $setuid_hashed
  IFS=$setuid_ifs
  SETUID_SUMS=$(sha256sum -- "$@" 2>/dev/null)
}

setuid_suspect() {
  IFS=$NL
  for setuid_row in $SETUID_ROWS; do
    case $setuid_row in *"${TAB}intact$TAB"*) ;; *) IFS=$setuid_ifs; return 0 ;; esac
  done
  IFS=$setuid_ifs
  return 1
}

setuid_tell_files() {
  case $NL$SETUID_LIST$NL in
    *"${NL}cut$NL"*) gap setuid-file limited "looking for setuid files took more than $SETUID_CPU_SECONDS_MAX s of CPU, or did not end: not all were seen" ;;
  esac
  case $NL$SETUID_LIST$NL in
    *"${NL}more$NL"*) gap setuid-file blind "more than $SETUID_FILES_MAX setuid files" ;;
  esac
  # A name that cannot be on one line cannot be asked about either; it is told as it is.
  IFS=$NL
  for setuid_name in $SETUID_LIST; do
    IFS=$setuid_ifs
    case $setuid_name in
      *"$SETUID_CUT"*) item setuid-file "/$setuid_name" unread setuid-file,setuid-odd-name path "/$setuid_name" mode unknown owner unknown ;;
    esac
  done
  IFS=$NL
  for setuid_row in $SETUID_ROWS; do
    IFS=$setuid_ifs
    # Files with capabilities have a row too.
    case $setuid_row in [2-7]???:*) ;; *) continue ;; esac
    setuid_mode=${setuid_row%%:*}
    setuid_row=${setuid_row#*:}
    setuid_owner=${setuid_row%%:*}
    setuid_row=${setuid_row#*:}
    setuid_group=${setuid_row%%:*}
    setuid_row=${setuid_row#*"$TAB"}
    setuid_package=${setuid_row%%"$TAB"*}
    setuid_row=${setuid_row#*"$TAB"}
    setuid_state=${setuid_row%%"$TAB"*}
    setuid_path=${setuid_row#*"$TAB"}
    setuid_judge_file
    item setuid-file "$setuid_path" "$setuid_mode:$setuid_owner:$setuid_group:$setuid_digest" "$setuid_codes" \
      path "$setuid_path" mode "$setuid_mode" owner "$setuid_owner" group "$setuid_group" package "$setuid_package"
  done
  IFS=$setuid_ifs
}

# Sets setuid_codes and setuid_digest for setuid_path, _mode, _owner, _package and _state.
setuid_judge_file() {
  case $setuid_mode in
    [4567]???) setuid_codes=setuid-file; [ "$setuid_owner" != 0 ] || setuid_codes=setuid-file,setuid-root ;;
    *) setuid_codes=setgid-file ;;
  esac
  setuid_base=${setuid_path##*/}
  setuid_stem=${setuid_base%%[0-9.]*}
  case $setuid_codes:$SETUID_NEVER in
    *setuid-root:*" $setuid_base "* | *setuid-root:*" ${setuid_stem:-none} "*) setuid_codes=$setuid_codes,setuid-shell ;;
  esac
  case $SETUID_USUAL in *" $setuid_base "*) setuid_codes=$setuid_codes,setuid-usual ;; esac
  case $setuid_path in
    /tmp/* | /var/tmp/* | /dev/shm/* | /run/user/*)
      setuid_codes=$setuid_codes,setuid-scratch
      setuid_other_root && setuid_codes=$setuid_codes,setuid-other-root
      ;;
    /home/* | /root/* | /srv/* | /var/www/*)
      setuid_codes=$setuid_codes,setuid-home
      setuid_other_root && setuid_codes=$setuid_codes,setuid-other-root
      ;;
  esac
  setuid_digest=owned
  case $setuid_state in
    intact)
      setuid_codes=$setuid_codes,package-owned
      # dpkg knows the bytes, not the mode: that the package brought the bit shows in when it was set.
      case $setuid_codes in
        *setuid-usual*) ;;
        *) if package_moment "$setuid_package" "$(stat -c %Z "$ROOT$setuid_path" 2>/dev/null || echo 0)" 'install|upgrade'; then setuid_codes=$setuid_codes,package-moment; fi ;;
      esac
      return
      ;;
    modified) setuid_codes=$setuid_codes,package-modified ;;
  esac
  setuid_digest_of "$ROOT$setuid_path"
  [ -n "$setuid_shell" ] || return 0
  case $setuid_codes in
    *setuid-shell* | setgid*) ;;
    *) setuid_codes=$setuid_codes,setuid-shell ;;
  esac
}

# Sets setuid_digest, and setuid_shell to yes when a shell has the same.
setuid_digest_of() {
  setuid_shell=
  setuid_digest=unhashed
  case $SETUID_SUMS$NL in
    *"  $1$NL"*)
      setuid_digest=${SETUID_SUMS%%"  $1$NL"*}
      [ "$setuid_digest" != "$SETUID_SUMS" ] || setuid_digest=${SETUID_SUMS%"  $1"}
      setuid_digest=${setuid_digest##*"$NL"}
      ;;
    *) return ;;
  esac
  for setuid_name in $SETUID_SHELLS; do
    case $NL$SETUID_SUMS$NL in *"$NL$setuid_digest  $ROOT/$setuid_name$NL"*) setuid_shell=yes ;; esac
  done
}

# A whole system unpacked somewhere (debootstrap, a container image) has its own su and passwd.
setuid_other_root() {
  case $setuid_codes in *setuid-usual*) ;; *) return 1 ;; esac
  setuid_top=${setuid_path%/*}
  while [ -n "$setuid_top" ]; do
    [ -d "$ROOT$setuid_top/etc" ] && [ -d "$ROOT$setuid_top/usr" ] && [ -d "$ROOT$setuid_top/var" ] && return 0
    setuid_top=${setuid_top%/*}
  done
  return 1
}

setuid_getcap() {
  set --
  for setuid_dir in /usr/bin /usr/sbin /bin /sbin /usr/local/bin /usr/local/sbin; do
    [ -d "$ROOT$setuid_dir" ] && [ ! -L "$ROOT$setuid_dir" ] && set -- "$@" "$ROOT$setuid_dir"
  done
  [ $# -eq 0 ] || getcap -r "$@" 2>/dev/null | awk -v root="$ROOT" -v max="$SETUID_FILES_MAX" '/=/ && n++ < max { print substr($0, length(root) + 1) }'
}

setuid_tell_capabilities() {
  IFS=$NL
  for setuid_row in $SETUID_CAPS; do
    IFS=$setuid_ifs
    case $setuid_row in
      *' = '*) setuid_path=${setuid_row%% = *}; setuid_value=${setuid_row##* = } ;;
      *' '*=*) setuid_path=${setuid_row% *}; setuid_value=${setuid_row##* } ;;
      *) continue ;;
    esac
    setuid_codes=file-capability
    setuid_base=${setuid_path##*/}
    setuid_stem=${setuid_base%%[0-9.]*}
    case $setuid_value in
      =* | *cap_setuid* | *cap_setgid* | *cap_dac_* | *cap_sys_admin* | *cap_sys_ptrace* | *cap_sys_module* | *cap_chown* | *cap_fowner* | *cap_setfcap* | *cap_sys_rawio*)
        setuid_codes=$setuid_codes,capability-broad
        ;;
    esac
    case $SETUID_NEVER in *" $setuid_base "* | *" ${setuid_stem:-none} "*) setuid_codes=$setuid_codes,capability-interpreter ;; esac
    case $NL$SETUID_ROWS$NL in
      *"${TAB}none$TAB$setuid_path$NL"*) ;;
      *"$TAB$setuid_path$NL"*) setuid_codes=$setuid_codes,package-owned ;;
    esac
    case $SETUID_CAPABLE in *" $setuid_base "*) setuid_codes=$setuid_codes,capability-usual ;; esac
    item file-capabilities "$setuid_path" "$setuid_value" "$setuid_codes" path "$setuid_path" capabilities "$setuid_value"
  done
  IFS=$setuid_ifs
}

# Relative to the root. One shell may use so much CPU and no more, on whatever file system.
setuid_find() {
  (
    # shellcheck disable=SC3045
    ulimit -t "$SETUID_CPU_SECONDS_MAX" 2>/dev/null
    cd "$ROOT/" 2>/dev/null || exit 0
    setuid_in 3 usr/libexec usr/local opt home root srv var/www usr/lib/virtualbox
    setuid_in 5 tmp var/tmp dev/shm run/user
    set +f
    setuid_in 2 usr/bin usr/sbin bin sbin usr/games usr/lib usr/lib64 usr/lib32 lib lib64 usr/lib/*-linux-*
  ) | tr '\n\000' '\001\n' | awk -v max="$SETUID_FILES_MAX" '
    !seen[$0]++ { if (++n <= max) print }
    END { if (n > max) print "more" }'
}

# setuid_in DEPTH DIR...: those that exist and are no links to another of them.
setuid_in() {
  setuid_depth=$1
  shift
  for setuid_dir; do
    shift
    [ -d "$setuid_dir" ] && [ ! -L "$setuid_dir" ] && set -- "$@" "$setuid_dir"
  done
  [ $# -gt 0 ] || return 0
  limit find "$@" -xdev -mindepth 1 -maxdepth "$setuid_depth" -type f \( -perm -4000 -o -perm -2000 \) -print0 2>/dev/null </dev/null
  case $? in 124 | 137 | 143 | 152) printf 'cut\000' ;; esac
}
