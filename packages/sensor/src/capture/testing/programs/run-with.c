/* run-with PROGRAM FILE [thread]: runs PROGRAM with the arguments in FILE, each ended by a NUL;
 * with a third argument from another thread than the first. */
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *program, **child;

static void *run(void *unused) {
  (void)unused;
  execve(program, child, 0);
  _exit(1);
}

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  int fd = open(argv[2], O_RDONLY);
  struct stat facts;
  if (fd < 0 || fstat(fd, &facts)) return 2;
  char *bytes = malloc(facts.st_size + 1);
  if (read(fd, bytes, facts.st_size) != facts.st_size) return 2;
  close(fd);
  program = argv[1];
  child = calloc(facts.st_size + 1, sizeof(*child));
  int count = 0;
  for (long at = 0; at < facts.st_size; at += strlen(bytes + at) + 1) child[count++] = bytes + at;
  if (argc == 3) run(0);
  pthread_t thread;
  pthread_create(&thread, 0, run, 0);
  pause();
  return 1;
}
