/**
 * What programs are for, in the words that people ask in: the programs, a colon, their purposes. From
 * their manual pages and the names of ATT&CK techniques (attack.mitre.org); curated, not learned,
 * so that everybody can read why a result came up.
 */
export const PROGRAM_PURPOSES = `
cat tac nl head tail less more: show print read display view contents of file
ls dir vdir lsd exa: list directory files folder enumerate
find fd locate: search find locate files directory enumerate discovery
grep egrep fgrep rg ag zgrep: search pattern match text find lines filter
sed: edit replace substitute modify text file in place stream
awk gawk mawk: extract columns fields text processing
cut tr sort uniq wc paste column: text fields count lines sort
echo printf: write print text output
tee: write append output to file
cp install: copy file
mv rename: move rename file
rm unlink rmdir: delete remove erase file
shred wipe srm: securely delete overwrite wipe destroy file data destruction
truncate fallocate: truncate shrink pad grow file size
dd: copy raw disk bytes overwrite pad wipe image
touch: create file change timestamp timestomp access modification time
ln: link symlink
chmod: change permissions mode executable setuid suid setgid bit
chown chgrp: change owner ownership group
chattr lsattr: file attributes immutable append
setfacl getfacl setfattr getfattr: extended attributes access control list acl xattr
setcap getcap capsh: capabilities privilege escalation
mkdir: create make directory folder
mktemp: temporary file
tar: archive compress files directory tarball stage collected data
gzip gunzip zcat bzip2 bunzip2 xz unxz zstd lz4 compress: compress decompress data gzip
zip unzip 7z 7za rar unrar: compress archive zip encrypt password extract
base64 base32 b64encode b64decode uuencode uudecode: base64 encode decode obfuscate encoded
xxd od hexdump hd: hex dump encode decode
openssl: encrypt decrypt certificate key tls ssl crypto root ca
gpg gpg2 ccrypt ccencrypt ccdecrypt age: encrypt decrypt files gpg pgp ransomware encrypted impact
strings: extract strings binary
objdump readelf nm file: inspect binary elf
strip upx: pack strip binary packed software packing
curl wget fetch aria2c axel lwp-download: download upload http https transfer fetch file url web ingress tool
ftp lftp tftp sftp scp rsync rcp: transfer copy file remote upload download exfiltrate ftp sftp scp rsync
nc ncat netcat nc.traditional nc.openbsd: netcat reverse shell connect listen port socket bind backdoor
socat: socket relay reverse shell proxy port forward connect
telnet: telnet connect remote port
sshpass: ssh password brute force guessing spraying credential stuffing
ssh sshpass: ssh remote login tunnel secure shell lateral movement
ssh-keygen ssh-copy-id ssh-add ssh-agent: ssh key pair authorized keys
sshd: ssh server daemon
nmap masscan zmap rustscan: port scan network service discovery scanner
ping ping6 fping hping3: ping internet connection reachability host sweep icmp remote system discovery
traceroute tracepath mtr: trace route path network
arp arping ip-neigh arp-scan: arp cache neighbours remote system discovery
dig nslookup host drill resolvectl: dns lookup query resolve name
whois: domain registration lookup
netstat ss lsof sockstat: network connections sockets listening ports open files discovery
ip ifconfig route iwconfig nmcli: network interface configuration address routing table route
hostname hostnamectl dnsdomainname: host name system information
uname arch lscpu lshw dmidecode lspci lsusb lsblk hwinfo inxi: system information discovery kernel hardware version cpu device
lsmod kmod: list loaded kernel modules drivers
insmod modprobe rmmod depmod kldload kldunload kldstat: load unload kernel module driver rootkit
dmesg: kernel messages log
sysctl: kernel parameters settings
systemd-detect-virt virt-what: detect virtualization virtual machine container sandbox evasion
uptime: uptime load
free vmstat iostat: memory usage
df du mount umount findmnt: disk file system mount usage drives
fdisk parted mkfs mke2fs wipefs: disk partition format wipe
ps top htop pgrep pidof pstree: list processes running process discovery
kill pkill killall skill: stop kill terminate process
nice renice ionice taskset: priority
nohup setsid disown daemonize screen tmux: background detached session
id whoami groups logname who w users last lastb lastlog finger: current user account logged on owner discovery identity groups
getent: lookup users groups database
passwd chpasswd: change password account
useradd adduser newusers: create add new user account persistence
userdel deluser: delete remove user account
usermod: modify user account group lock unlock rename
groupadd addgroup groupmod gpasswd groupdel: create modify group membership admin
pw: freebsd user account add modify
chage: password expiry age policy
su: brute force password guessing
su sudo doas pkexec runuser visudo: elevate root privileges switch user sudo privilege escalation
faillock pam_tally2: failed logins lockout
crontab cron crond anacron: cron schedule scheduled job task persistence
at atq atrm atd batch: schedule at job task once
systemctl: systemd service unit start stop enable disable restart
systemd-run: transient systemd service timer run
journalctl: journal systemd logs read
service chkconfig update-rc.d rc-update sysrc: service start stop enable disable init
initctl: upstart init service
reboot shutdown halt poweroff init telinit: reboot shut down restart halt system
iptables ip6tables nft ufw firewall-cmd ipfw pfctl ebtables: firewall rules packet filter block allow port disable
setenforce getenforce semanage setsebool aa-disable aa-teardown apparmor_parser: selinux apparmor disable security enforcement
auditctl auditd augenrules ausearch aureport: audit auditd rules logging disable
rsyslogd syslogd logger syslog-ng: syslog logging message
logrotate: rotate logs
history fc: shell command history
export env printenv set unset declare: environment variables
alias trap: shell alias trap handler
bash sh dash zsh ksh ash fish csh tcsh: shell command interpreter script
python python2 python3 pypy: python script code
perl: perl script code
ruby irb: ruby script code
php: php script code web shell
node nodejs deno bun: javascript node script
lua tclsh expect: script code
java javac jar: java code
gcc cc g++ clang make cmake tcc as ld: compile c source code compiler
go cargo rustc: compile go rust code
gdb gcore strace ltrace ptrace: debug attach trace inject process memory dump core
tcpdump tshark wireshark dumpcap ettercap bettercap: packet capture sniff network traffic pcap
tc iptables-save: traffic
apt apt-get dpkg aptitude snap: install remove package software debian
yum dnf rpm zypper: install remove package software rpm
apk pacman brew pkg pkg_add: install remove package software
pip pip3 pipx easy_install: install python package
npm npx yarn pnpm gem: install node package
git svn hg: source repository clone version control
docker podman nerdctl ctr crictl runc lxc: container docker image run escape
kubectl helm k3s minikube kubeadm: kubernetes cluster pod secrets
aws: aws cloud amazon ec2 s3 iam
az: azure cloud microsoft
gcloud gsutil: google cloud gcp
terraform pulumi stratus: cloud infrastructure
mysql mysqldump mariadb: mysql database dump query
psql pg_dump pg_dumpall pg_restore: postgresql database dump query
sqlite3: sqlite database query
redis-cli mongo mongosh mongodump: database redis mongo
ldapsearch ldapadd ldapmodify: ldap active directory domain query
smbclient smbmap rpcclient net enum4linux crackmapexec nxc: smb windows share network enumeration
kinit klist kdestroy keytab ktutil: kerberos ticket
realm sssd sss_cache: domain join active directory
hydra medusa john hashcat ncrack patator: password brute force crack guessing spraying
mimipenguin laZagne lazagne.py: dump credentials passwords memory
linpeas linpeas.sh linenum linenum.sh pspy lse.sh: privilege escalation enumeration script
msfconsole msfvenom meterpreter: metasploit payload exploit
xmrig minerd cpuminer ethminer: crypto miner mining resource hijacking
stress stress-ng yes: cpu load stress resource hijacking denial of service
tor torify torsocks proxychains chisel ngrok cloudflared frp frpc gost ligolo: proxy tunnel anonymise multi-hop tor port forward command and control
wg openvpn: vpn tunnel
xclip xsel pbpaste wl-paste: clipboard data copy paste
import scrot xwd xwud gnome-screenshot maim screencapture ffmpeg: screenshot screen capture record
xinput xev logkeys showkey evtest: keylogger keystrokes keyboard input capture
arecord parecord: microphone audio record capture
xdotool xrandr xwininfo xdpyinfo xprop: window application display discovery
localectl locale timedatectl date cal hwclock: system locale language time timezone clock
loginctl chsh chfn: session login shell
login getty agetty: login
write wall mesg mail mailx sendmail mutt swaks: send mail message email
lp lpr: print
crontab-ui: cron
ldconfig ldd ld.so: shared library linker dependencies
busybox: busybox utilities
xargs parallel: run commands for each
watch sleep timeout: wait repeat delay
test [ [[: test condition check exists
which whereis command type: locate program installed
man info whatis: help
seq yes: sequence
md5sum sha1sum sha256sum sha512sum cksum b2sum: hash checksum digest
diff cmp comm: compare files
split csplit: split file chunks size limits
steghide exiftool outguess: steganography image hidden data metadata
authselect pam-auth-update: pam authentication configuration
update-ca-certificates certutil trust certctl: root certificate authority trust install
dscl launchctl defaults: macos
esxcli vim-cmd: vmware esxi
nsenter unshare chroot: namespace container escape chroot
debugfs mknod losetup: raw disk device file system
inotifywait: monitor files watch
lsns cgcreate: namespaces
bpftool: bpf program
efibootmgr grub-install update-grub: boot firmware bootloader
dconf gsettings: desktop settings
xdg-open: open
chromium google-chrome firefox: browser
vim vi nano ed ex emacs: text editor edit
`;
