/* exec-loop MARK FROM TO WORKERS PER_SECOND: executes itself TO - FROM times, with a command line
   of a usual length that has MARK and the number in it, from WORKERS processes at once, at most so
   many a second in all (0: as fast as it can). Prints how many nanoseconds that took. */
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int64_t now(void) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  return at.tv_sec * 1000000000LL + at.tv_nsec;
}

static void sleep_until(int64_t at) {
  struct timespec when = {at / 1000000000LL, at % 1000000000LL};
  while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &when, 0)) continue;
}

int main(int argc, char **argv) {
  /* One of those that it has executed. */
  if (argc != 6) return 0;
  int from = atoi(argv[2]), to = atoi(argv[3]), workers = atoi(argv[4]);
  int64_t every = atoi(argv[5]) ? 1000000000LL / atoi(argv[5]) : 0, start = now();
  for (int worker = 0; worker < workers; worker++) {
    if (fork()) continue;
    for (int index = from + worker; index < to; index += workers) {
      if (every) sleep_until(start + (index - from) * every);
      char number[16];
      snprintf(number, sizeof(number), "%d", index);
      char *child[] = {"/usr/bin/worker", argv[1],  number,           "--config",
                       "/etc/worker/worker.conf",   "--log-level=info", "--queue",
                       "mail-outgoing", "--retries", "3",               0};
      char *environment[] = {"PATH=/usr/bin:/bin", 0};
      pid_t pid;
      if (posix_spawn(&pid, "/proc/self/exe", 0, 0, child, environment)) _exit(1);
      waitpid(pid, 0, 0);
    }
    _exit(0);
  }
  int status, failed = 0;
  while (wait(&status) > 0) failed |= status;
  printf("%lld\n", (long long)(now() - start));
  return failed != 0;
}
