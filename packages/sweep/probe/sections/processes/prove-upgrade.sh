# Benign proofs for a program that was replaced while it runs: by a package, or by a deploy.

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
