/* exec-descriptor memfd|deleted PROGRAM: runs a copy of PROGRAM that is in no directory. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  int from = open(argv[2], O_RDONLY), to;
  struct stat facts;
  if (from < 0 || fstat(from, &facts)) return 2;
  char path[] = "/tmp/vedette-deleted-XXXXXX";
  if (!strcmp(argv[1], "memfd")) {
    to = memfd_create("payload", 0);
  } else {
    to = mkstemp(path);
    fchmod(to, 0700);
  }
  for (off_t at = 0; at < facts.st_size;) {
    if (sendfile(to, from, &at, facts.st_size - at) <= 0) return 2;
  }
  if (!strcmp(argv[1], "deleted")) {
    /* A file that is open for writing cannot be run. */
    int again = open(path, O_RDONLY);
    close(to);
    to = again;
    unlink(path);
  }
  char *child[] = {"from-descriptor", argv[1], 0};
  char *environment[] = {0};
  fexecve(to, child, environment);
  return 1;
}
