# setuid: files that run with another's rights, by their mode or by file capabilities.
# Needs: find, stat, the package database; getcap for capabilities. A bounded part of the file
#   system: program and library directories, scratch, homes, /opt. Output: items setuid-file,
#   file-capabilities. ATT&CK: T1548.001.
SETUID_FILES_MAX=400
SETUID_CPU_SECONDS_MAX=3
SETUID_HASH_BYTES_MAX=67108864

# What distributions ship with these bits. A package database knows bytes, not modes, so a program
# outside this list that has them got them from somebody: it is learned, not trusted.
SETUID_USUAL=' su sudo sudoedit passwd mount umount chsh chfn gpasswd newgrp sg chage expiry wall write bsd-write pkexec fusermount fusermount3 ping ping6 crontab ssh-agent unix_chkpwd unix_update unix2_chkpwd at dbus-daemon-launch-helper ssh-keysign polkit-agent-helper-1 Xorg.wrap Xorg chrome-sandbox msedge-sandbox brave-sandbox snap-confine mount.nfs mount.cifs mount.ecryptfs_private mount.davfs umount.nfs pppd exim4 exim sendmail sendmail.sendmail postdrop postqueue smtpd maildrop newuidmap newgidmap staprun dumpcap ntfs-3g vmware-user-suid-wrapper lxc-user-nic utempter locate mlocate plocate slocate dotlockfile lockfile mail-lock mail-unlock mail-touchlock mutt_dotlock procmail pam_timestamp_check pam_extrausers_chkpwd userhelper usernetctl cockpit-session cockpit-wsinstance krb5_child ldap_child proxy_child selinux_child sssd_pam qemu-bridge-helper screen screen-4 bwrap firejail fbwrap doas suexec suexec-custom spice-client-glib-usb-acl-helper mtr mtr-packet traceroute6.iputils arping man mandb bbsuid abuild-sudo kcheckpass kismet_capture_tools_linux virtlogd ksu lpr lprm lppasswd netreport camel-lock-helper-1.2 ssh-keysign.ssh gnome-pty-helper vboxdrv VBoxHeadless VBoxNetAdpCtl VBoxNetDHCP VBoxNetNAT VirtualBoxVM VBoxSDL VBoxVolInfo dma dma-mbox-create opiepasswd opiesu opieinfo cdrdao wodim ecryptfs-mount-private chkpwd authopen sperl5 pkttyagent vlock-main physlock slock i3lock xlock xscreensaver-auth tcb_chkpwd osinfo slurmstepd singularity-suid starter-suid apptainer-suid nvidia-modprobe jailcheck ubuntu-core-launcher sntp chronyd telnetlogin login ctrlaltdel rcp rsh rlogin nullmailer-queue nullmailer-send nethack tetris '
# Programs that hand out a shell or any file when they run as root; none is ever shipped so.
# busybox is not among them: it drops its rights itself, and small systems do ship it so.
SETUID_NEVER=' sh bash rbash dash ash ksh ksh93 mksh zsh tcsh csh fish find vi vim vim.basic vim.tiny nvim nano ed awk gawk mawk nawk sed perl python python2 python3 ruby lua node php tclsh expect gdb strace env xargs nice timeout stdbuf taskset setarch cp mv dd tar cpio install tee cat less more head tail cut sort rsync curl wget socat nc ncat nc.openbsd nc.traditional docker openssl base64 xxd zip unzip make gcc git ssh systemctl chroot unshare nsenter capsh setcap '
SETUID_SHELLS='bin/bash bin/dash bin/sh bin/zsh bin/ksh bin/ash usr/bin/bash usr/bin/dash usr/bin/zsh usr/bin/ksh usr/bin/fish'

sec_setuid() {
  if ! have find || ! have stat; then
    gap setuid-file blind 'find or stat is missing'
    return 0
  fi
  if [ "$(id -u 2>/dev/null)" != 0 ]; then
    gap setuid-file blind 'directories of other users cannot be listed without root'
  fi
  setuid_files
  setuid_capabilities
  return 0
}

setuid_files() {
  setuid_list=$(setuid_find)
  case $NL$setuid_list$NL in
    *"${NL}cut$NL"*) gap setuid-file limited "looking for setuid files took more than $SETUID_CPU_SECONDS_MAX seconds of CPU: not all were seen" ;;
  esac
  setuid_ifs=$IFS
  IFS=$NL
  # shellcheck disable=SC2086
  set -- $setuid_list
  IFS=$setuid_ifs
  [ $# -gt 0 ] || return 0
  # The shells come along: a copy of one has its size, and only then are bytes compared.
  SETUID_ROWS=$(
    cd "$ROOT/" 2>/dev/null || exit 0
    stat -c '%a %u %g %s %Y %n' -- "$@" 2>/dev/null
    # shellcheck disable=SC2086
    stat -L -c 'shell %s %n' -- $SETUID_SHELLS 2>/dev/null
  )
  SETUID_OWNED=$(printf '%s\n' "$SETUID_ROWS" | awk '$1 != "shell" { sub(/^([^ ]+ ){5}/, ""); print "/" $0 }' | setuid_strip | owned_paths)
  setuid_hash
  printf '%s\n' "$SETUID_ROWS" | while IFS=' ' read -r setuid_mode setuid_uid setuid_gid setuid_size setuid_time setuid_name; do
    case $setuid_mode in '' | shell) continue ;; esac
    setuid_tell
  done
}

# Relative to the root. One shell may use so much CPU and no more, on whatever file system.
setuid_find() {
  (
    ulimit -t "$SETUID_CPU_SECONDS_MAX" 2>/dev/null
    cd "$ROOT/" 2>/dev/null || exit 0
    setuid_in 1 usr/bin usr/sbin bin sbin
    setuid_in 2 usr/lib usr/lib64 usr/lib32 lib lib64
    setuid_in 3 usr/libexec usr/local opt home root srv
    setuid_in 5 tmp var/tmp dev/shm run/user
    set +f
    setuid_in 2 usr/lib/*-linux-*
    setuid_in 3 usr/lib/virtualbox usr/games var/www
  ) | tr '\n\000' '\001\n' | awk -v max="$SETUID_FILES_MAX" '!seen[$0]++ { if (++n <= max) print }'
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
  find "$@" -xdev -mindepth 1 -maxdepth "$setuid_depth" -type f \( -perm -4000 -o -perm -2000 \) -print0 2>/dev/null </dev/null
  case $? in 137 | 152) printf 'cut\000' ;; esac
}
