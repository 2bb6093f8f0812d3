# What several sections ask of the host, asked once: each program that is started costs a virtual
# machine about a millisecond, because the loader's CPUID instructions trap.
# Sets ME (user id), CPUS, PID_NAMESPACE=init|other|unknown, NET_NAMESPACE, MNT_NAMESPACE, NOW.
ME=$(id -u 2>/dev/null) || ME=
NOW=$(date +%s)

CPUS=
if [ -r "$PROC/stat" ]; then
  CPUS=0
  while read -r facts_word _; do
    case $facts_word in
      cpu) ;;
      cpu*) CPUS=$((CPUS + 1)) ;;
      *) break ;;
    esac
  done <"$PROC/stat"
fi

facts_links=$(ls -nd "$PROC/self/ns/mnt" "$PROC/self/ns/net" "$PROC/self/ns/pid" 2>/dev/null)
# facts_namespace KIND: sets FACTS to the namespace that we are in, KIND:[INODE], or nothing.
facts_namespace() {
  case $facts_links in
    *"/$1 -> "*) FACTS=${facts_links#*"/$1 -> "}; FACTS=${FACTS%%]*}] ;;
    *) FACTS= ;;
  esac
}
facts_namespace mnt; MNT_NAMESPACE=$FACTS
facts_namespace net; NET_NAMESPACE=$FACTS
facts_namespace pid
# The init pid namespace has a fixed inode number (PROC_PID_INIT_INO in the kernel's proc_ns.h).
case $FACTS in
  'pid:[4026531836]') PID_NAMESPACE=init ;;
  'pid:['*) PID_NAMESPACE=other ;;
  *) PID_NAMESPACE=unknown ;;
esac
