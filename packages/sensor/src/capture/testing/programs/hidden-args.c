/* hidden-args FILE COUNT: FILE holds a path, a NUL, an argument and a NUL. Starts it COUNT times,
 * with both strings on a page that is mapped but was never touched, so that who looks as the call
 * begins finds nothing there. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  int fd = open(argv[1], O_RDONLY);
  char path[256];
  if (fd < 0 || pread(fd, path, sizeof(path), 0) <= 0) return 2;
  size_t length = strlen(path) + 1;
  for (int left = atoi(argv[2]); left > 0; left--) {
    pid_t pid = fork();
    if (pid == 0) {
      char *page = mmap(0, 4096, PROT_READ, MAP_PRIVATE, fd, 0);
      madvise(page, 4096, MADV_RANDOM);
      char *child[] = {page, page + length, 0};
      execve(page, child, 0);
      _exit(1);
    }
    int status;
    waitpid(pid, &status, 0);
    if (status) return 1;
  }
  return 0;
}
