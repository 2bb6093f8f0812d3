/* sockets OPEN_PORT: one connect or listen of each kind; the port is open on both loopbacks. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int to(int family, int type, const char *address, int port, int flags) {
  int fd = socket(family, type | flags, 0);
  struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons(port)};
  struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
  inet_pton(family, address, family == AF_INET ? (void *)&v4.sin_addr : (void *)&v6.sin6_addr);
  if (family == AF_INET) return connect(fd, (void *)&v4, sizeof(v4)), fd;
  return connect(fd, (void *)&v6, sizeof(v6)), fd;
}

static void on(int family, int port) {
  int fd = socket(family, SOCK_STREAM, 0), yes = 1;
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
  struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons(port)};
  struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
  v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  v6.sin6_addr = in6addr_loopback;
  if (family == AF_INET ? bind(fd, (void *)&v4, sizeof(v4)) : bind(fd, (void *)&v6, sizeof(v6)))
    exit(3);
  if (listen(fd, 1)) exit(4);
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  int open_port = atoi(argv[1]), listen_port = atoi(argv[2]), closed_port = atoi(argv[3]);
  to(AF_INET, SOCK_STREAM, "127.0.0.1", open_port, 0);
  to(AF_INET6, SOCK_STREAM, "::1", open_port, 0);
  to(AF_INET6, SOCK_STREAM, "::ffff:127.0.0.1", open_port, 0);
  to(AF_INET, SOCK_STREAM, "127.0.0.1", open_port, SOCK_NONBLOCK);
  to(AF_INET, SOCK_STREAM, "127.0.0.1", closed_port, 0);
  to(AF_INET, SOCK_DGRAM, "127.0.0.2", 53, 0);
  to(AF_INET6, SOCK_DGRAM, "::1", 5353, 0);
  struct sockaddr_un local = {.sun_family = AF_UNIX, .sun_path = "/nonexistent"};
  connect(socket(AF_UNIX, SOCK_STREAM, 0), (void *)&local, sizeof(local));
  on(AF_INET, listen_port);
  on(AF_INET6, listen_port);
  return 0;
}
