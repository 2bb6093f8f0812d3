# sleepers.pl COUNT: starts COUNT processes like those of a host that waits for work, a dozen
# descriptors each, says "ready" and waits for its standard input to end; they end with it.
# perl, because it is on every Debian: a program built in /tmp would itself be something to find.
use strict;
use warnings;
use Socket;

my $count = shift;
my $prctl = `uname -m` =~ /aarch64/ ? 167 : 157;
my @children;
my @held;
for (1 .. 4) { open(my $file, '<', '/etc/passwd') or die "open: $!\n"; push @held, $file }
for (1 .. 2) {
  socketpair(my $near, my $far, AF_UNIX, SOCK_STREAM, PF_UNSPEC) or die "socketpair: $!\n";
  push @held, $near, $far;
}
for (1 .. 2) { pipe(my $from, my $to) or die "pipe: $!\n"; push @held, $from, $to }
for my $handle (@held) { fcntl($handle, 2, 0) or die "fcntl: $!\n" }

for (1 .. $count) {
  my $pid = fork();
  die "fork: $!\n" unless defined $pid;
  if ($pid == 0) {
    # PR_SET_PDEATHSIG, SIGKILL: nothing outlives this script.
    syscall($prctl, 1, 9);
    open(STDIN, '<', '/dev/null');
    open(STDOUT, '>', '/dev/null');
    exec('/usr/bin/sleep', 'infinity') or exit 127;
  }
  push @children, $pid;
}
$| = 1;
print "ready\n";
<STDIN>;
kill 'KILL', @children;
waitpid($_, 0) for @children;
