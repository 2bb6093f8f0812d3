# hidden: programs where nobody looks, and logs that were made to keep nothing.
# Needs: find with -maxdepth and -print0. Output: items hidden-file, login-log, shell-history.
# ATT&CK: T1564.001, T1036.005, T1036.006, T1070.002, T1070.003.
HIDDEN_CANDIDATES_MAX=400
HIDDEN_ITEMS_MAX=100
HIDDEN_HOMES_MAX=500

sec_hidden() {
  hidden_files
  hidden_logs
  hidden_histories
}

# Paths are relative to the root, so that a pattern over the whole path means what it says.
hidden_files() {
  if ! find /dev/null -maxdepth 0 -print0 >/dev/null 2>&1; then
    gap hidden-file blind 'find is missing, or has no -maxdepth and -print0'
    return
  fi
  if [ "$ME" != 0 ]; then
    gap hidden-file blind 'directories of other users cannot be listed without root'
  fi
  # A newline in a name becomes byte 1 before the list is cut into lines.
  hidden_list=$(
    cd "$ROOT/" 2>/dev/null || exit 0
    {
      hidden_find_scratch
      hidden_find_dev
      hidden_find_system
      hidden_find_names
    } 2>/dev/null | tr '\n\000' '\001\n' | head -n $((HIDDEN_CANDIDATES_MAX + 1))
  )
  [ -n "$hidden_list" ] || return 0
  hidden_programs
  hidden_told=$(printf '%s\n' "$hidden_list" | hidden_sort)
  hidden_owned=$(printf '%s\n' "$hidden_told" | awk -F '\t' '$1 ~ /hidden-in-system/ { print $3 }' | hidden_owners)
  printf '%s\n' "$hidden_told" | while IFS="$TAB" read -r hidden_line hidden_what hidden_path; do
    case $hidden_line in
      '') continue ;;
      '!'*) gap hidden-file limited "${hidden_line#!}"; continue ;;
    esac
    case $NL$hidden_owned in *"$NL$hidden_path$TAB"*) hidden_line=$hidden_line,package-owned ;; esac
    item hidden-file "$hidden_path" "$hidden_what" "$hidden_line" path "$hidden_path" kind "$hidden_what"
  done
}

hidden_owners() {
  hidden_asked=$(cat)
  [ -z "$hidden_asked" ] || printf '%s\n' "$hidden_asked" | owned_paths
}

# Below the scratch directories only what is hidden is looked into.
hidden_find_scratch() {
  find -H tmp var/tmp dev/shm -xdev -mindepth 1 -maxdepth 4 \
    \( -path '*/.*' -o -path 'dev/shm/*' -o -type d -prune -name '' \) -type f \
    \( -perm -100 -o -perm -010 -o -perm -001 -o -name '*.so' -o -name '*.ko' \) -print0 </dev/null
}

# Devices live in /dev, not files.
hidden_find_dev() {
  find -H dev -xdev -mindepth 1 -maxdepth 3 \
    \( -path dev/shm -o -path dev/mqueue -o -path dev/hugepages -o -path dev/pts \) -prune -o -type f -print0 </dev/null
}

hidden_find_system() {
  set --
  for hidden_dir in usr/bin usr/sbin usr/local/bin usr/local/sbin bin sbin; do
    [ -d "$hidden_dir" ] && [ ! -L "$hidden_dir" ] && set -- "$@" "$hidden_dir"
  done
  [ $# -eq 0 ] || find "$@" -xdev -mindepth 1 -maxdepth 2 -path '*/.*' -type f \
    \( -perm -100 -o -perm -010 -o -perm -001 \) -print0 </dev/null
}

# Names of nothing but dots and spaces; in scratch and program directories also names that end in
# a space or hold a newline.
hidden_find_names() {
  set --
  for hidden_dir in tmp var/tmp dev/shm dev usr/bin usr/sbin usr/lib etc var root opt usr/local; do
    [ -d "$hidden_dir" ] && set -- "$@" "$hidden_dir"
  done
  [ $# -eq 0 ] || find -H "$@" -xdev -mindepth 1 -maxdepth 1 \
    \( ! -name '*[!.[:space:]]*' -o \( -name '*[[:space:]]' -o -name "*$NL*" \) \
    ! -path 'etc/*' ! -path 'var/*' ! -path 'root/*' ! -path 'opt/*' \) -print0 </dev/null
  [ ! -d home ] || find -H home -xdev -mindepth 1 -maxdepth 2 ! -name '*[!.[:space:]]*' -print0 </dev/null
}

# Reads relative paths; prints CODES<TAB>KIND<TAB>PATH, or "!REASON" when cut short.
hidden_sort() {
  hidden_count=0
  hidden_seen=$NL
  while IFS= read -r hidden_name; do
    case $hidden_seen in *"$NL$hidden_name$NL"*) continue ;; esac
    hidden_seen=$hidden_seen$hidden_name$NL
    hidden_sort_one
    [ -n "$hidden_codes" ] || continue
    hidden_count=$((hidden_count + 1))
    if [ "$hidden_count" -gt "$HIDDEN_ITEMS_MAX" ]; then
      printf '!more than %s hidden files\n' "$HIDDEN_ITEMS_MAX"
      break
    fi
    case $hidden_name in *"$TAB"*) hidden_name=$(printf '%s' "$hidden_name" | tr '\t' '\001') ;; esac
    printf '%s\t%s\t/%s\n' "$hidden_codes" "$hidden_kind" "$hidden_name"
  done
}

# Sets hidden_codes (empty: nothing to say) and hidden_kind.
hidden_sort_one() {
  hidden_codes=
  hidden_file=$ROOT/$hidden_name
  hidden_base=${hidden_name##*/}
  if [ -L "$hidden_file" ]; then
    hidden_kind='link'
  elif [ -d "$hidden_file" ]; then
    hidden_kind='directory'
  else
    hidden_kind='file'
    case $HIDDEN_PROGRAMS in *"$NL$hidden_file$NL"*) hidden_kind='program' ;; esac
  fi
  case $hidden_base in
    *[!.[:space:]]*) ;;
    *) hidden_codes=hidden-dots-name ;;
  esac
  case $hidden_base in
    *[![:space:]]*[[:space:]] | *"$(printf '\001')"*) hidden_codes=hidden-space-name ;;
  esac
  case $hidden_name in
    dev/shm/*/* | dev/shm/.*) [ "$hidden_kind" = program ] && hidden_more hidden-in-shm ;;
    dev/shm/*) [ "$hidden_kind" = program ] && hidden_more hidden-in-shm ;;
    dev/.udev/* | dev/.lxc* | dev/.lxd* | dev/.mdadm/* | dev/.static/* | dev/.initramfs* | dev/.blkid*) ;;
    dev/*) [ "$hidden_kind" = directory ] || [ "$hidden_kind" = link ] || hidden_more hidden-in-dev ;;
    usr/* | bin/* | sbin/*) [ "$hidden_kind" = program ] && hidden_more hidden-in-system ;;
    tmp/.X11-unix/* | tmp/.ICE-unix/* | tmp/.XIM-unix/* | tmp/.font-unix/* | tmp/.Test-unix/*)
      hidden_more hidden-in-socket-directory
      ;;
    tmp/* | var/tmp/*) [ "$hidden_kind" = program ] && hidden_more hidden-in-scratch ;;
  esac
  case $hidden_codes,$hidden_kind in
    ?*,program) hidden_more hidden-program ;;
  esac
  case /$hidden_name in
    */.../* | */..\ /* | */\ /* | */.\ /*) hidden_more hidden-dots-name ;;
  esac
}

hidden_more() {
  case ,$hidden_codes, in *",$1,"*) ;; *) hidden_codes=${hidden_codes:+$hidden_codes,}$1 ;; esac
}

# Sets HIDDEN_PROGRAMS to the candidates that start as programs do: an ELF file, or a script. One
# reading of four bytes each, and never of anything that is not a regular file: a pipe would block.
hidden_programs() {
  hidden_regular=$(printf '%s\n' "$hidden_list" | while IFS= read -r hidden_name; do
    [ -f "$ROOT/$hidden_name" ] && [ ! -L "$ROOT/$hidden_name" ] && printf '%s\n' "$ROOT/$hidden_name"
  done)
  HIDDEN_PROGRAMS=$NL
  [ -n "$hidden_regular" ] || return 0
  hidden_ifs=$IFS
  IFS=$NL
  # shellcheck disable=SC2086
  set -- $hidden_regular
  IFS=$hidden_ifs
  HIDDEN_PROGRAMS=$NL$(head -v -c 4 -- "$@" 2>/dev/null | awk '
    /^==> .* <==$/ { name = substr($0, 5, length($0) - 8); next }
    name != "" && (substr($0, 1, 4) == "\177ELF" || substr($0, 1, 2) == "#!") { print name; name = "" }')$NL
}

# Login records and logs. A rotated sibling explains an empty or missing one.
hidden_logs() {
  [ -d "$ROOT/var/log" ] || return 0
  if [ ! -r "$ROOT/var/log" ] || [ ! -x "$ROOT/var/log" ]; then
    gap login-log blind '/var/log cannot be listed'
    return
  fi
  for hidden_log in wtmp btmp lastlog auth.log secure messages syslog audit/audit.log; do
    hidden_file=$ROOT/var/log/$hidden_log
    hidden_codes=login-log
    hidden_value=kept
    hidden_state=
    if [ -L "$hidden_file" ]; then
      hidden_value='link'
      if [ -c "$hidden_file" ]; then
        hidden_value=discarded
        hidden_codes=$hidden_codes,log-discarded
      elif [ ! -e "$hidden_file" ]; then
        hidden_value=dangling
        hidden_codes=$hidden_codes,log-dangling
      fi
    elif [ -c "$hidden_file" ]; then
      hidden_value=discarded
      hidden_codes=$hidden_codes,log-discarded
    elif [ ! -s "$hidden_file" ] && ! hidden_rotated "$hidden_file"; then
      # One value for both: a package that creates its empty log is no news.
      hidden_value=nothing
      if [ -e "$hidden_file" ]; then
        hidden_state=empty
        hidden_codes=$hidden_codes,log-empty
      else
        hidden_state=absent
        hidden_codes=$hidden_codes,log-absent
      fi
    fi
    item login-log "/var/log/$hidden_log" "$hidden_value" "$hidden_codes" path "/var/log/$hidden_log" \
      state "${hidden_state:-$hidden_value}"
  done
}

hidden_rotated() {
  set +f
  set -- "$1".[0-9]* "$1"-[0-9]* "${1%.log}"-[0-9]* "${1%.log}".[0-9]*
  set -f
  for hidden_sibling; do
    [ -e "$hidden_sibling" ] && return 0
  done
  return 1
}

# Shell histories that lead to a device keep nothing.
hidden_histories() {
  users
  hidden_count=0
  hidden_lines=$(printf '%s\n' "$USERS" | while IFS=: read -r hidden_user _ _ hidden_home; do
    case $hidden_home in /?*) ;; *) continue ;; esac
    hidden_count=$((hidden_count + 1))
    [ "$hidden_count" -le "$HIDDEN_HOMES_MAX" ] || break
    [ -d "$ROOT$hidden_home" ] || continue
    if [ ! -x "$ROOT$hidden_home" ]; then
      echo closed
      continue
    fi
    for hidden_name in .bash_history .zsh_history .ash_history .sh_history; do
      [ -L "$ROOT$hidden_home/$hidden_name" ] && [ -c "$ROOT$hidden_home/$hidden_name" ] &&
        printf '%s\t%s\n' "$hidden_user" "$hidden_home/$hidden_name"
    done
  done)
  [ -n "$hidden_lines" ] || return 0
  case $NL$hidden_lines$NL in
    *"${NL}closed$NL"*) gap shell-history blind 'homes of other users cannot be entered without root' ;;
  esac
  printf '%s\n' "$hidden_lines" | while IFS="$TAB" read -r hidden_user hidden_file; do
    [ -n "$hidden_file" ] &&
      item shell-history "$hidden_file" discarded history-discarded path "$hidden_file" user "$hidden_user"
  done
  return 0
}
