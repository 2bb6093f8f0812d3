# Benign proofs for suspects: what would make this harmless, tried one by one, each outcome kept.
# A proof reads the disk, so it is the shell's, not awk's; no path is ever taken from a listing,
# each is read again from the kernel through the process itself.

# At most this many suspects are proved in one sweep; more are reported unproved.
PROVE_MAX=64

# prove_each: completes the walk's suspects ("P PROOFS EVIDENCE FACTS"), passes the rest on.
prove_each() {
  proved=0
  while IFS=' ' read -r tag asked EVIDENCE facts; do
    case $tag in
      rest)
        cat
        return 0
        ;;
      P) ;;
      *) continue ;;
    esac
    [ "$EVIDENCE" != - ] || EVIDENCE=
    HELD=
    FAILED=
    fact pid
    pid=$FACT
    case $pid in '' | *[!0-9]*) continue ;; esac
    proved=$((proved + 1))
    if [ "$asked" != - ] && [ "$proved" -le "$PROVE_MAX" ]; then
      case ,$asked, in *,deleted,*) prove_deleted ;; esac
      case ,$asked, in *,memfd,*) prove_memfd ;; esac
      case ,$asked, in *,container,*) prove_dropped ;; esac
      case ,$asked, in *,mismatch,*) prove_mismatch ;; esac
      case ,$asked, in *,binary,*) prove_binary ;; esac
      case ,$asked, in *,name,*) prove_name ;; esac
      case ,$asked, in *,preload,*) prove_preload ;; esac
    elif [ "$asked" != - ]; then
      case ,$asked, in *,deleted,*) evidence deleted ;; esac
      gap deleted-exe limited "more than $PROVE_MAX suspects: the rest were judged without benign proofs"
    fi
    # What only describes is no reason to speak.
    case ,$EVIDENCE, in
      *,deleted,* | *,memfd,* | *,scratch,* | *,hidden-dir,* | *,zombie-leader,* | *,odd-name,* | \
        *,kernel-thread-name,* | *,claims-other-program,* | *,forged-name,* | *,mining-egress,* | \
        *,mining-port-common,* | *,mining-environment,* | *,mining-binary,* | *,mining-port-private,* | *,stratum,* | *,impossible-privilege,* | \
        *,reverse-shell,* | *,raw-socket,* | *,parent-missing,* | *,traced-by-stranger,* | \
        *,traced-by-scratch,* | *,deleted-library-scratch,* | *,preload-environment-scratch,* | \
        *,preload-environment-unowned,* | *,implant-environment,* | *,hidden,* | *,dropped,* | *,pegged-long,*)
        printf 'process %s evidence=%s held=%s failed=%s\n' "$facts" "$EVIDENCE" "$HELD" "$FAILED"
        ;;
    esac
  done
  return 1
}

evidence() { EVIDENCE="$EVIDENCE${EVIDENCE:+,}$1"; }
held() { HELD="$HELD${HELD:+,}$1"; }
failed() { FAILED="$FAILED${FAILED:+,}$1"; }

# exe_path: sets EXE to what the kernel says /proc/PID/exe is, newlines kept; a thread's where the
# first one has ended.
exe_path() {
  EXE=$(readlink "$PROC/$pid/exe" 2>/dev/null && printf x) || EXE=
  EXE=${EXE%?x}
  EXE_FILE=$PROC/$pid/exe
  if [ -z "$EXE" ]; then
    set +f
    for thread in "$PROC/$pid"/task/[0-9]*; do
      EXE=$(readlink "$thread/exe" 2>/dev/null && printf x) || continue
      EXE=${EXE%?x}
      EXE_FILE=$thread/exe
      break
    done
    set -f
  fi
}

# "(deleted)" is only a string: a live file may be named so, and a file with a second hard link
# keeps a link count above zero. The inode decides.
prove_deleted() {
  exe_path
  inside=$PROC/$pid/root
  if [ -e "$inside$EXE" ] && [ "$(identity "$inside$EXE")" = "$(identity "$EXE_FILE")" ]; then
    failed really-deleted
    return
  fi
  evidence deleted
  path=${EXE% (deleted)}
  system=no
  case $path in
    /usr/* | /bin/* | /sbin/* | /lib/* | /lib32/* | /lib64/* | /opt/* | /snap/* | /nix/store/* | /gnu/store/* | /app/*) system=yes ;;
  esac
  if [ -f "$inside$path" ] && [ ! -L "$inside$path" ]; then
    evidence replaced
    prove_upgrade
    prove_newer
  else
    failed replaced
    [ "$system" = yes ] || evidence vanished-nonsystem
    case $path in
      /snap/*)
        name=${path#/snap/}
        name=${name%%/*}
        if [ -e "$inside/snap/$name/current" ]; then held snap-refresh; else failed snap-refresh; fi
        ;;
    esac
  fi
}

identity() { stat -L -c '%d:%i' "$1" 2>/dev/null; }

# The path is owned by a package, its bytes are the package's, and the package manager's log says
# that the file went in an upgrade of this package. All three, or none: the bytes alone are what
# somebody who swaps the original back would show.
# Forks of one program share its file and so its proof.
prove_upgrade() {
  fact exe_dev_inode
  running=$FACT
  if [ -n "$running" ] && [ "$running $path" = "${PROVED_FOR:-}" ]; then
    [ -z "$PROVED_HELD" ] || held "$PROVED_HELD"
    [ -z "$PROVED_FAILED" ] || failed "$PROVED_FAILED"
    return
  fi
  before_held=$HELD
  before_failed=$FAILED
  HELD=
  FAILED=
  prove_upgrade_anew
  PROVED_FOR="$running $path"
  PROVED_HELD=$HELD
  PROVED_FAILED=$FAILED
  HELD=$before_held${before_held:+${HELD:+,}}$HELD
  FAILED=$before_failed${before_failed:+${FAILED:+,}}$FAILED
}

prove_upgrade_anew() {
  if [ ! -d "$inside/var/lib/dpkg/info" ] && [ ! -r "$inside/lib/apk/db/installed" ]; then
    prove_upgrade_rpm
    return
  fi
  answer=$(ROOT=$inside && printf '%s\n' "$path" | owned_paths)
  case $answer in
    '')
      failed package-owns-path
      return
      ;;
    *'	intact') ;;
    *)
      failed package-bytes
      return
      ;;
  esac
  if upgraded_since; then held package-upgrade; else failed package-log; fi
}

# upgraded_since: was the running file removed by an upgrade of its package?
# A file's ctime is set when its last link goes: for what dpkg replaced, that is within the upgrade
# that the log tells of. Where the file system keeps the old ctime (an image layer below an
# overlay), the process must have started before the upgrade.
upgraded_since() {
  started_at
  removed=$(stat -L -c %Z "$EXE_FILE" 2>/dev/null)
  [ -n "$STARTED" ] && [ -n "$removed" ] || return 1
  if [ -r "$inside/lib/apk/db/installed" ]; then
    # apk keeps no log; its database is rewritten by each change.
    [ "$(stat -L -c %Y "$inside/lib/apk/db/installed")" -ge "$STARTED" ]
    return
  fi
  package=${answer#*	}
  package=${package%%	*}
  MOMENT_ROOT=$inside
  if package_moment "$package" "$removed" upgrade; then
    MOMENT_ROOT=
    return 0
  fi
  MOMENT_ROOT=
  [ "$removed" -lt "$STARTED" ] || return 1
  since=$(local_time "$STARTED")
  cat "$inside/var/log/dpkg.log.1" "$inside/var/log/dpkg.log" 2>/dev/null |
    awk -v package="${package%:*}" -v since="$since" '
      $3 == "upgrade" { name = $4; sub(/:.*/, "", name); if (name == package && ($1 " " $2) >= since) found = 1 }
      END { exit !found }'
}

# started_at: sets STARTED to when the process started, in seconds since the epoch; empty if unknown.
started_at() {
  if [ -z "${BOOTED_AT+set}" ]; then
    BOOTED_AT=$(awk '/^btime /{print $2}' "$PROC/stat")
    TICKS_A_SECOND=$(getconf CLK_TCK 2>/dev/null) || TICKS_A_SECOND=100
  fi
  STARTED=
  fact start
  [ -z "$BOOTED_AT" ] || [ -z "$FACT" ] || STARTED=$((BOOTED_AT + FACT / TICKS_A_SECOND))
}

# fact NAME: sets FACT to a fact of the suspect, still escaped; empty if the walk did not say.
fact() {
  case " $facts" in
    *" $1="*)
      FACT=" $facts"
      FACT=${FACT#*" $1="}
      FACT=${FACT%% *}
      ;;
    *) FACT= ;;
  esac
}

# A query of the rpm database writes to it, so it is not asked: that the running file was removed
# within two minutes of an upgrade in dnf's log is a weaker proof, and named as one.
prove_upgrade_rpm() {
  removed=$(stat -L -c %Z "$EXE_FILE" 2>/dev/null)
  if [ "$system" != yes ] || [ -z "$removed" ] || [ ! -r "$inside/var/log/dnf.rpm.log" ]; then
    failed package-owns-path
    return
  fi
  from=$(local_time "$((removed - 120))")
  to=$(local_time "$((removed + 120))")
  if tail -c 131072 "$inside/var/log/dnf.rpm.log" | awk -v from="$from" -v to="$to" '
    / (Upgrade|Upgraded|Reinstall|Reinstalled): / { at = substr($1, 1, 10) " " substr($1, 12, 8); if (at >= from && at <= to) found = 1 }
    END { exit !found }'; then held package-log-activity; else failed package-log; fi
}

# Outside the packages' territory a program is replaced by whoever deploys it: a newer file at the
# path is a deploy. Not believed for scratch directories, nor where packages put their programs.
prove_newer() {
  case $path in
    /tmp/* | /var/tmp/* | /dev/* | /run/*) return ;;
    /usr/local/* | /opt/*) ;;
    /usr/* | /bin/* | /sbin/* | /lib*) return ;;
  esac
  started_at
  changed=$(stat -L -c %Y "$inside$path" 2>/dev/null)
  if [ -n "$changed" ] && [ -n "$STARTED" ] && [ "$changed" -ge "$STARTED" ]; then held newer-replacement; else failed newer-replacement; fi
}

# Container runtimes run from a sealed copy of themselves in memory. Their bytes tell, not a name.
prove_memfd() {
  fact exe_size
  bytes=${FACT:-unknown}
  [ -n "${RUNTIMES+set}" ] || RUNTIMES=$(
    set +f
    stat -L -c '%s %n' "$ROOT"/usr/bin/runc "$ROOT"/usr/sbin/runc "$ROOT"/usr/local/*bin/runc \
      "$ROOT"/usr/bin/crun "$ROOT"/usr/local/bin/crun "$ROOT"/usr/bin/lxc-* "$ROOT"/usr/bin/youki \
      "$ROOT"/usr/libexec/crio/* "$ROOT"/usr/bin/docker-runc "$ROOT"/usr/lib/docker/runc \
      "$ROOT"/snap/docker/current/bin/runc 2>/dev/null
  )
  case $NL$RUNTIMES in
    *"$NL$bytes "*)
      for runtime in $(printf '%s\n' "$RUNTIMES" | sed -n "s/^$bytes //p"); do
        if cmp -s "$PROC/$pid/exe" "$runtime"; then
          held container-runtime
          return
        fi
      done
      ;;
  esac
  failed container-runtime
}

# The file is in the container's own layer, not in its image.
prove_dropped() {
  exe_path
  upper=$(awk '$5 == "/" && / - overlay /{ if (match($0, /upperdir=[^,]*/)) print substr($0, RSTART + 9, RLENGTH - 9); exit }' "$PROC/$pid/mountinfo" 2>/dev/null)
  [ -n "$upper" ] && [ -f "$upper$EXE" ] && evidence dropped
}

# Its first word names another program that really is on this host.
prove_mismatch() {
  fact claimed
  claimed=$FACT
  case $claimed in '' | *[!A-Za-z0-9_.+-]*) return ;; esac
  for dir in /usr/sbin /sbin /usr/lib/systemd /usr/libexec; do
    if [ -x "$ROOT$dir/$claimed" ]; then
      exe_path
      [ "$(identity "$ROOT$dir/$claimed")" = "$(identity "$EXE_FILE")" ] || evidence claims-other-program
      return
    fi
  done
}

# The words of the mining protocol in the program itself: a miner may get its orders from a file.
prove_binary() {
  exe_path
  if head -c 8388608 "$EXE_FILE" 2>/dev/null | grep -qaE 'stratum\+(tcp|ssl)://|mining\.subscribe|mining\.authorize' 2>/dev/null; then
    evidence mining-binary
  fi
}

prove_name() {
  exe_path
  case $EXE in *[![:print:]]*) evidence odd-name ;; esac
}

prove_preload() {
  fact library
  library=$FACT
  # A name that had to be escaped is no library of a package.
  case $library in
    *%*) evidence preload-environment-unowned; return ;;
  esac
  [ -e "$PROC/$pid/root$library" ] || return
  real=$(readlink -f "$ROOT$library" 2>/dev/null)
  if [ -n "$(printf '%s\n%s\n' "$library" "${real#"$ROOT"}" | owned_paths)" ]; then
    held package-owned
  else
    evidence preload-environment-unowned
  fi
}
