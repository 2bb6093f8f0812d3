# shellcheck shell=sh
# A sweep's answer by a host that lies: whatever /srv/lies/claims holds, in otherwise good frames.
# SESSION in a claim stands for the process of sshd above this very session.
boot=$(cat /srv/lies/boot 2>/dev/null || cat /proc/sys/kernel/random/boot_id)
session="pid=$PPID start=$(sed 's/.*) //' "/proc/$PPID/stat" | cut -d ' ' -f 20)"
session="$session exe_dev_inode=$(stat -L -c %d:%i "/proc/$PPID/exe")"
count=0
# shellcheck disable=SC2154 # Of liar-shell.sh, which reads this file.
for name in $asked; do
  count=$((count + 1))
  case $name in
    host)
      frame host "host boot=$boot uptime=100.00 load1=0.10 cpus=2 uid=0 pidns=init now=1700000000 kernel=6.1.0 hostname=web"
      ;;
    processes)
      while IFS= read -r claim; do
        case $claim in *SESSION*) claim="${claim%%SESSION*}$session${claim#*SESSION}" ;; esac
        frame processes "$claim"
      done </srv/lies/claims
      ;;
  esac
  end "$name"
done
finish "$count"
