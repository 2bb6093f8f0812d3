# Names that /sys/module and /proc/modules disagree about, into KERNEL_ODD as words VIEW:NAME. Only
# modules that are live: one that is being loaded or unloaded is in one view before the other.
kernel_compare_views() {
  KERNEL_ODD=
  kernel_proc=' '
  kernel_proc_count=0
  if [ -r "$PROC/modules" ]; then
    while read -r kernel_name _ _ _ kernel_state _; do
      kernel_proc="$kernel_proc$kernel_name "
      kernel_proc_count=$((kernel_proc_count + 1))
      [ "$kernel_state" = Live ] && [ -d "$ROOT/sys/module" ] &&
        [ ! -d "$ROOT/sys/module/$kernel_name" ] && KERNEL_ODD="$KERNEL_ODD modules:$kernel_name"
    done <"$PROC/modules"
  fi
  kernel_missing=
  kernel_missing_count=0
  set +f
  for kernel_file in "$ROOT"/sys/module/*/initstate; do
    [ -r "$kernel_file" ] || continue
    kernel_name=${kernel_file%/initstate}
    kernel_name=${kernel_name##*/}
    case $kernel_proc in *" $kernel_name "*) continue ;; esac
    read -r kernel_state <"$kernel_file" 2>/dev/null || continue
    [ "$kernel_state" = live ] || continue
    kernel_missing="$kernel_missing sysfs:$kernel_name"
    kernel_missing_count=$((kernel_missing_count + 1))
  done
  set -f
  # An empty list beside many loaded modules is a sandbox that masks /proc/modules.
  if [ "$kernel_proc_count" = 0 ] && [ "$kernel_missing_count" -gt 3 ]; then
    KERNEL_ODD=masked
  else
    KERNEL_ODD="$KERNEL_ODD$kernel_missing"
  fi
}

kernel_hidden_modules() {
  kernel_compare_views
  [ -n "$KERNEL_ODD" ] || return 0
  if [ "$KERNEL_ODD" != masked ]; then
    kernel_first=" $KERNEL_ODD "
    sleep 1
    kernel_compare_views
  fi
  if [ "$KERNEL_ODD" = masked ]; then
    gap hidden-module blind '/proc/modules is empty or unreadable although modules are loaded'
    return
  fi
  for kernel_word in $KERNEL_ODD; do
    case $kernel_first in *" $kernel_word "*) ;; *) continue ;; esac
    kernel_name=${kernel_word#*:}
    case $kernel_word in
      sysfs:*) item module-view "$kernel_name" sysfs-only module-hidden name "$kernel_name" \
        seen /sys/module missing /proc/modules ;;
      *) item module-view "$kernel_name" proc-only module-hidden name "$kernel_name" \
        seen /proc/modules missing /sys/module ;;
    esac
  done
}

# Loaded modules that are not plainly the distribution's: outside kernel/ in the module tree, in no
# tree at all, or flagged by the kernel (O out of tree, E unsigned, F forced). The rest autoloads
# with hardware and file systems and says nothing.
kernel_find_modules() {
  KERNEL_OWN_TREE=
  KERNEL_MODULES=
  kernel_paths=
  [ -r "$PROC/modules" ] || return 0
  read -r kernel_any _ <"$PROC/modules" || return 0
  [ -n "$kernel_any" ] || return 0
  kernel_release=
  read -r kernel_release <"$PROC/sys/kernel/osrelease" || kernel_release=
  kernel_tree=/lib/modules/$kernel_release
  if [ ! -r "$ROOT$kernel_tree/modules.dep" ]; then
    gap module limited 'the module tree of the running kernel is not here: where modules came from is unknown'
    return
  fi
  KERNEL_MODULES=$(awk -v tree="$kernel_tree" -v max="$KERNEL_MODULES_MAX" '
    function name_of(path) {
      sub(/.*\//, "", path); sub(/\.ko(\.[a-z0-9]+)?$/, "", path); gsub(/-/, "_", path)
      return path
    }
    FNR == NR {
      sub(/:.*/, "", $1)
      file[name_of($1)] = $1
      if ($1 !~ /^kernel\//) other = 1
      next
    }
    {
      flags = ""
      if ($NF ~ /^\(.*\)$/) { flags = $NF; gsub(/[^A-Z]/, "", flags) }
      path = ($1 in file) ? file[$1] : "-"
      if (path ~ /^kernel\// && flags !~ /[OEF]/) next
      if (path != "-" && path !~ /^\//) path = tree "/" path
      if (n++ < max) print $1 "\t" path "\t" (flags == "" ? "-" : flags)
    }
    END { if (other) print "+"; if (n > max) print "!" }' "$ROOT$kernel_tree/modules.dep" "$PROC/modules")
  case $NL$KERNEL_MODULES$NL in *"$NL+$NL"*) KERNEL_OWN_TREE=yes ;; esac
  case $NL$KERNEL_MODULES$NL in
    *"$NL!$NL"*) gap module limited "more than $KERNEL_MODULES_MAX modules from outside the kernel tree" ;;
  esac
  [ -z "$KERNEL_MODULES" ] || kernel_paths=$(printf '%s\n' "$KERNEL_MODULES" | awk -F '\t' '$2 ~ /^\// { print $2 }')
}

kernel_tell_modules() {
  [ -n "$KERNEL_MODULES" ] || return 0
  printf '%s\n' "$KERNEL_MODULES" | while IFS="$TAB" read -r kernel_name kernel_path kernel_flags; do
    [ -n "$kernel_path" ] || continue
    kernel_codes=module-loaded
    case $kernel_flags in *O*) kernel_codes=$kernel_codes,module-out-of-tree ;; esac
    case $kernel_flags in *E*) kernel_codes=$kernel_codes,module-unsigned ;; esac
    case $kernel_flags in *F*) kernel_codes=$kernel_codes,module-forced ;; esac
    case $kernel_flags in *K*) kernel_codes=$kernel_codes,module-livepatch ;; esac
    case $kernel_path in
      -) kernel_codes=$kernel_codes,module-no-file ;;
      */updates/dkms/* | */extra/* | */weak-updates/*) kernel_codes=$kernel_codes,module-addon ;;
    esac
    kernel_owner "$kernel_path"
    [ "$OWNER" = intact ] && kernel_codes=$kernel_codes,package-owned
    item module "$kernel_name" "$kernel_path:$kernel_flags" "$kernel_codes" \
      name "$kernel_name" path "$kernel_path" flags "$kernel_flags"
  done
}

# kernel_ask PATHS: asks once for the owners of the newline list; kernel_owner PATH looks one up.
kernel_ask() {
  KERNEL_OWNED=
  [ "$1" = "$NL" ] || KERNEL_OWNED=$(printf '%s\n' "$1" | owned_paths)
}
kernel_owner() {
  OWNER=
  case $NL$KERNEL_OWNED in
    *"$NL$1$TAB"*)
      OWNER=${NL}${KERNEL_OWNED}${NL}
      OWNER=${OWNER#*"$NL$1$TAB"}
      OWNER=${OWNER%%"$NL"*}
      OWNER=${OWNER#*"$TAB"}
      ;;
  esac
}
