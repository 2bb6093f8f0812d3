# preload: libraries that the loader puts into every new process, announced or not.
# Needs: /etc/ld.so.preload, /proc/self/maps of a child of our own, the package database.
# Output: items preload-file (is it listed as it should be?), preload-library (one per library).
# ATT&CK: T1574.006, T1014.
PRELOAD_ENTRIES_MAX=64
PRELOAD_FILES_MAX=64
PRELOAD_HASH_BYTES_MAX=67108864

sec_preload() {
  PRELOAD_LIST=
  PRELOAD_PROGRAM=
  preload_views
  preload_read
  preload_maps
  [ -n "$PRELOAD_LIST" ] || return 0
  preload_tell
}

# preload_add HOW HOST_PATH: HOW is listed, missing, mapped or deleted.
preload_add() {
  case $2 in *"$NL"* | *"$TAB"*) set -- "$1" '?' ;; esac
  PRELOAD_LIST="$PRELOAD_LIST$1$TAB$2$NL"
}

# Opening the file by name and listing its directory must agree. A loader hook that hides the file
# from one of them is what they differ by; twice, because a file may be created in between.
preload_differ() {
  preload_named=no
  { [ -e "$ROOT/etc/ld.so.preload" ] || [ -L "$ROOT/etc/ld.so.preload" ]; } && preload_named=yes
  preload_in_list=no
  set +f
  for preload_file in "$ROOT"/etc/ld.so.preloa[d]; do
    [ "$preload_file" = "$ROOT/etc/ld.so.preloa[d]" ] || preload_in_list=yes
  done
  set -f
  [ "$preload_named" != "$preload_in_list" ]
}

preload_views() {
  if preload_differ && { sleep 1; preload_differ; }; then
    item preload-file /etc/ld.so.preload "named=$preload_named,listed=$preload_in_list" \
      preload-file-hidden path /etc/ld.so.preload named "$preload_named" listed "$preload_in_list"
  fi
}

preload_read() {
  [ -f "$ROOT/etc/ld.so.preload" ] || return 0
  if [ ! -r "$ROOT/etc/ld.so.preload" ]; then
    gap preload-library blind '/etc/ld.so.preload cannot be read'
    return
  fi
  # As the loader does: separated by white space and colons, the rest after # ignored.
  preload_words=$(head -c 16384 "$ROOT/etc/ld.so.preload" 2>/dev/null | tr -d '\000' | tr ':\t' '  ' | sed 's/#.*//')
  preload_count=0
  for preload_word in $preload_words; do
    preload_count=$((preload_count + 1))
    if [ "$preload_count" -gt "$PRELOAD_ENTRIES_MAX" ]; then
      gap preload-library blind "more than $PRELOAD_ENTRIES_MAX libraries in /etc/ld.so.preload"
      break
    fi
    preload_resolve "$preload_word"
  done
}

# The loader's own tokens stand for directories of this machine: every file they may mean counts.
preload_resolve() {
  preload_pattern=$1
  case $preload_pattern in
    *'$'*)
      preload_pattern=$(printf '%s' "$preload_pattern" |
        sed -e 's/\([][*?\\]\)/\\\1/g' -e 's/\${\{0,1\}LIB}\{0,1\}/lib*/g' -e 's/\${\{0,1\}[A-Z]*}\{0,1\}/*/g')
      ;;
    *[][*?\\]*) preload_add missing "$1"; return ;;
  esac
  case $preload_pattern in
    /*) set -- "$1" "$preload_pattern" ;;
    *) set -- "$1" "/lib/$preload_pattern" "/usr/lib/$preload_pattern" "/lib64/$preload_pattern" \
      "/usr/lib64/$preload_pattern" "/lib/*-linux-*/$preload_pattern" "/usr/lib/*-linux-*/$preload_pattern" \
      "/usr/local/lib/$preload_pattern" ;;
  esac
  preload_word=$1
  shift
  preload_found=
  for preload_pattern; do
    preload_ifs=$IFS
    IFS=
    set +f
    # shellcheck disable=SC2086
    set -- "$ROOT"$preload_pattern
    # lib* stands for the multiarch directory too, one level deeper.
    case $preload_pattern in
      *'lib*/'*)
        # shellcheck disable=SC2086
        set -- "$@" "$ROOT"${preload_pattern%%'lib*/'*}lib/*-linux-*/${preload_pattern#*'lib*/'}
        ;;
    esac
    set -f
    IFS=$preload_ifs
    for preload_file; do
      [ -e "$preload_file" ] || continue
      preload_add listed "${preload_file#"$ROOT"}"
      preload_found=yes
    done
  done
  [ -n "$preload_found" ] || preload_add missing "$preload_word"
}

# What is executable in a child of our own, besides the program and the C library. The maps come
# from the kernel: a hook in user space can only filter what passes through it.
preload_maps() {
  preload_text=$(cat "$PROC/self/maps" 2>/dev/null)
  if [ -z "$preload_text" ]; then
    gap preload-library blind 'the memory map of a child of our own cannot be read'
    return
  fi
  preload_text=$(printf '%s\n' "$preload_text" | awk -v max="$PRELOAD_FILES_MAX" '
    $2 ~ /x/ && $6 ~ /^\// {
      path = $0
      for (i = 1; i <= 5; i++) sub(/^[^ ]+ +/, "", path)
      how = "mapped"
      if (sub(/ \(deleted\)$/, "", path)) how = "deleted"
      if (path in seen) next
      seen[path]
      if (program == "") { program = path; print "program\t" path; next }
      base = path
      sub(/.*\//, "", base)
      # Programs of a store (Nix, Guix) have their libraries there.
      if (path ~ /^\/(nix|gnu)\/store\// && program ~ /^\/(nix|gnu)\/store\//) next
      if (how == "mapped" && path ~ /^(\/usr)?\/lib(32|64|x32)?\// &&
        base ~ /^(libc[.-]|ld-|ld[0-9]*\.so|libc\.musl|libpthread[.-]|libdl[.-]|libm[.-]|librt[.-])/) next
      if (n++ < max) print how "\t" path
    }')
  PRELOAD_PROGRAM=${preload_text%%"$NL"*}
  PRELOAD_PROGRAM=${PRELOAD_PROGRAM#*"$TAB"}
  case $preload_text in *"$NL"*) PRELOAD_LIST="$PRELOAD_LIST${preload_text#*"$NL"}$NL" ;; esac
}

preload_tell() {
  # The program is asked about too: where it has no owner either, having none says nothing.
  preload_owned=$(printf '%s%s\n' "$PRELOAD_LIST" "program$TAB$PRELOAD_PROGRAM" |
    awk -F '\t' '$2 ~ /^\// && !seen[$2]++ { print $2 }' | owned_paths)
  preload_control=
  case $NL$preload_owned in *"$NL$PRELOAD_PROGRAM$TAB"*) preload_control=yes ;; esac
  printf '%s' "$PRELOAD_LIST" | awk -F '\t' '
    { how[$2] = how[$2] "," $1; if (!($2 in seen)) { seen[$2]; order[++n] = $2 } }
    END { for (i = 1; i <= n; i++) print order[i] "\t" how[order[i]] "," }' |
    while IFS="$TAB" read -r preload_line preload_ways; do
      preload_one "$preload_line" "$preload_ways"
    done
}

# preload_one PATH HOW: HOW is a list ",listed,mapped,".
preload_one() {
  preload_path=$1
  preload_how=$2
  preload_codes=
  case $preload_how in *,listed,* | *,missing,*) preload_codes=preload-listed ;; esac
  case $preload_how in *,mapped,* | *,deleted,*) preload_codes=${preload_codes:+$preload_codes,}preload-mapped ;; esac
  case $preload_how in *,mapped,* | *,deleted,*) case $preload_how in *,listed,*) ;; *) preload_codes=$preload_codes,preload-unannounced ;; esac ;; esac
  case $preload_how in *,deleted,*) preload_codes=$preload_codes,preload-deleted ;; esac
  case $preload_path in
    /lib/* | /lib[36x]* | /usr/lib/* | /usr/lib[36x]* | /nix/store/* | /gnu/store/*) ;;
    *) preload_codes=$preload_codes,preload-outside ;;
  esac
  case $preload_path in
    /tmp/* | /var/tmp/* | /dev/* | /run/user/* | /run/shm/* | /proc/* | */.*) preload_codes=$preload_codes,preload-scratch ;;
  esac
  preload_package=
  case $NL$preload_owned in
    *"$NL$preload_path$TAB"*)
      preload_state=$NL$preload_owned$NL
      preload_state=${preload_state#*"$NL$preload_path$TAB"}
      preload_state=${preload_state%%"$NL"*}
      preload_package=${preload_state%%"$TAB"*}
      case $preload_state in
        *"${TAB}modified") preload_codes=$preload_codes,package-modified ;;
        *"${TAB}intact") preload_codes=$preload_codes,package-owned ;;
      esac
      ;;
    *)
      case $preload_how in
        *,missing,*) preload_codes=$preload_codes,preload-missing ;;
        *) [ -z "$preload_control" ] || preload_codes=$preload_codes,preload-unowned ;;
      esac
      ;;
  esac
  preload_digest=missing
  if [ -f "$ROOT$preload_path" ]; then
    preload_digest=unread
    preload_size=$(stat -L -c %s -- "$ROOT$preload_path" 2>/dev/null)
    if [ "${preload_size:-0}" -le "$PRELOAD_HASH_BYTES_MAX" ]; then
      preload_digest=$(sha256sum -- "$ROOT$preload_path" 2>/dev/null)
      preload_digest=${preload_digest#\\}
      preload_digest=${preload_digest%% *}
    fi
  fi
  item preload-library "$preload_path" "${preload_digest:-unread}" "$preload_codes" \
    path "$preload_path" digest "${preload_digest:-unread}" package "${preload_package:-none}"
}
