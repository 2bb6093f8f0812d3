/* many-execs COUNT WORKERS: starts itself COUNT times, as fast as WORKERS processes can. */
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc < 3) return 0;
  int count = atoi(argv[1]), workers = atoi(argv[2]);
  for (int worker = 0; worker < workers; worker++) {
    if (fork()) continue;
    for (int index = worker; index < count; index += workers) {
      char number[16];
      snprintf(number, sizeof(number), "%d", index);
      char *child[] = {"one-of-many", number, 0};
      pid_t pid;
      if (posix_spawn(&pid, "/proc/self/exe", 0, 0, child, 0)) return 1;
      waitpid(pid, 0, 0);
    }
    _exit(0);
  }
  int status, failed = 0;
  while (wait(&status) > 0) failed |= status;
  return failed != 0;
}
