# cycle-numbers.pl: processes that live for a moment, one after the other, so that in a small pid
# namespace each number soon is another's. Each has a name of its own, as workers of a server have.
use strict;
use warnings;
use Time::HiRes qw(sleep);

$SIG{CHLD} = 'IGNORE';
for (my $count = 0;; $count++) {
  my $pid = fork();
  if (defined $pid && $pid == 0) {
    $0 = "worker-$count";
    sleep(0.1 + rand(0.7));
    exit 0;
  }
  sleep(0.008);
}
