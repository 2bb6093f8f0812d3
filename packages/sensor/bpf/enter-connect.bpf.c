/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* Notes a connect of an internet socket, found through its descriptor: most connects are of local
 * sockets, and what the caller points to may change under our eyes. */
#include "vedette.h"

static __always_inline struct socket *socket_of(struct task_struct *task, u32 fd) {
  struct fdtable *table = BPF_CORE_READ(task, files, fdt);
  if (fd >= BPF_CORE_READ(table, max_fds)) return 0;
  struct file **files = BPF_CORE_READ(table, fd);
  struct file *file = 0;
  bpf_probe_read_kernel(&file, sizeof(file), files + fd);
  if (!file || (BPF_CORE_READ(file, f_inode, i_mode) & S_IFMT) != S_IFSOCK) return 0;
  return BPF_CORE_READ(file, private_data);
}

SEC("tp/syscalls/sys_enter_connect")
int enter_connect(struct trace_enter *context) {
  struct task_struct *task = (void *)bpf_get_current_task();
  struct socket *socket = socket_of(task, context->args[0]);
  if (!socket) return 0;
  struct sock *sock = BPF_CORE_READ(socket, sk);
  u16 family = BPF_CORE_READ(sock, __sk_common.skc_family);
  if (family != AF_INET && family != AF_INET6) return 0;
  u16 protocol = BPF_CORE_READ(sock, sk_protocol);
  bool is_udp = protocol == IPPROTO_UDP || protocol == IPPROTO_UDPLITE;
  if (protocol != IPPROTO_TCP && !is_udp) return 0;

  struct connect_call call = {.at = bpf_ktime_get_boot_ns(), .sock = (u64)sock};
  call.protocol = is_udp ? IPPROTO_UDP : IPPROTO_TCP;
  call.under_way = BPF_CORE_READ(socket, state) != SS_UNCONNECTED;
  struct sockaddr_any address = {};
  u32 length = context->args[2] < sizeof(address) ? context->args[2] : sizeof(address);
  BOUND(length, 0x1f);
  if (length > sizeof(address)) return 0;
  bpf_probe_read_user(&address, length, (void *)context->args[1]);
  call.family = address.family;
  call.port = bpf_ntohs(address.port);
  if (address.family == AF_INET) {
    __builtin_memcpy(call.address, &address.v4, 4);
  } else {
    __builtin_memcpy(call.address, address.v6, 16);
  }
  u32 tid = bpf_get_current_pid_tgid();
  if (bpf_map_update_elem(&connect_calls, &tid, &call, BPF_ANY)) count(COUNTER_CONNECT_NOTE);
  return 0;
}
