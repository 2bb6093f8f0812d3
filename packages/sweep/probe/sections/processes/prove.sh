# Benign proofs for suspects: what would make this harmless, tried one by one, each outcome kept.
# A proof reads the disk, so it is the shell's, not awk's; no path is ever taken from a listing,
# each is read again from the kernel through the process itself.

# USER_HZ, in which the kernel tells when a process started: 100 wherever Linux runs today.
TICKS_A_SECOND=100

# At most this many suspects are proved in one sweep; more are reported unproved.
PROVE_MAX=64

# prove_each WALKED: completes the walk's suspects ("P PROOFS EVIDENCE FACTS"), passes the rest on;
# fails where the walk did not come to its end.
# Not by read, which asks the kernel for each byte of a pipe.
prove_each() {
  proved=0
  walked_whole=
  prove_ifs=$IFS
  IFS=$NL
  for walked_line in $1; do
    IFS=$prove_ifs
    case $walked_line in
      rest) walked_whole=yes; continue ;;
      'P '*) [ -z "$walked_whole" ] && prove_one "$walked_line" ;;
      *) [ -z "$walked_whole" ] || printf '%s\n' "$walked_line" ;;
    esac
  done
  IFS=$prove_ifs
  [ -n "$walked_whole" ]
}

prove_one() {
  IFS=' '
  # shellcheck disable=SC2086
  set -- $1
  asked=$2
  EVIDENCE=$3
  shift 3
  facts=$*
  IFS=$prove_ifs
  [ "$EVIDENCE" != - ] || EVIDENCE=
  HELD=
  FAILED=
  fact pid
  pid=$FACT
  case $pid in '' | *[!0-9]*) return ;; esac
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
    [ "$proved" -ne "$((PROVE_MAX + 1))" ] || gap deleted-exe limited "more than $PROVE_MAX suspects: the rest were judged without benign proofs"
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

# started_at: sets STARTED to when the process started, in seconds since the epoch; empty if unknown.
started_at() {
  if [ -z "${BOOTED_AT+set}" ]; then
    BOOTED_AT=$(awk '/^btime /{print $2}' "$PROC/stat")
  fi
  STARTED=
  fact start
  [ -z "$BOOTED_AT" ] || [ -z "$FACT" ] || STARTED=$((BOOTED_AT + FACT / TICKS_A_SECOND))
}

# fact NAME: sets FACT to a fact of the suspect, still escaped; empty if the walk did not say. By
# words, because a shell cuts a long text off in a time that grows with its square.
fact() {
  for FACT in $facts; do
    case $FACT in
      "$1="*)
        FACT=${FACT#*=}
        return
        ;;
    esac
  done
  FACT=
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
  case $EXE in *[[:cntrl:]]*) evidence odd-name ;; esac
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
