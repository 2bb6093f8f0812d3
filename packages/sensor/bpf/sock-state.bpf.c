/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* A TCP socket leaves CLOSE: towards another host, or to listen. Of all its transitions only these
 * two happen in the process that asked for them. */
#include "vedette.h"

static __always_inline void put_address(u8 *to, u16 *family, struct sock *sock, bool remote) {
  struct sock_common *common = &sock->__sk_common;
  *family = BPF_CORE_READ(common, skc_family);
  if (*family == AF_INET) {
    const void *from = remote ? (void *)&common->skc_daddr : (void *)&common->skc_rcv_saddr;
    bpf_probe_read_kernel(to, 4, from);
  } else {
    const void *from = remote ? (void *)&common->skc_v6_daddr : (void *)&common->skc_v6_rcv_saddr;
    bpf_probe_read_kernel(to, 16, from);
  }
}

static __always_inline void put_remote(struct connect_call *call, struct sock *sock) {
  put_address(call->address, &call->family, sock, true);
  call->port = bpf_ntohs(BPF_CORE_READ(sock, __sk_common.skc_dport));
}

static __always_inline void send_connect(struct task_struct *task, struct connect_call *call,
                                         long result, u32 flags) {
  struct socket_record record = {};
  set_actor(&record.actor, RECORD_CONNECT, task);
  record.actor.bytes = sizeof(record);
  if (call->at) record.actor.at = call->at;
  record.family = call->family;
  record.protocol = call->protocol;
  record.port = call->port;
  record.result = result;
  record.flags = flags;
  __builtin_memcpy(record.address, call->address, sizeof(record.address));
  send(&record, RECORD_CONNECT, sizeof(record));
}

SEC("tp_btf/inet_sock_set_state")
int BPF_PROG(sock_state, struct sock *sock, int before, int after) {
  if (before != TCP_CLOSE || (after != TCP_SYN_SENT && after != TCP_LISTEN)) return 0;
  if (BPF_CORE_READ(sock, sk_protocol) != IPPROTO_TCP) return 0;
  struct task_struct *task = (void *)bpf_get_current_task();
  if ((BPF_CORE_READ(task, flags) & PF_KTHREAD) || is_of_own_tree(task)) return 0;

  if (after == TCP_SYN_SENT) {
    u32 tid = bpf_get_current_pid_tgid();
    struct connect_call *call = bpf_map_lookup_elem(&connect_calls, &tid);
    if (call && call->sock == (u64)sock) {
      put_remote(call, sock);
      call->sent = 1;
      return 0;
    }
    /* Without a connect call: TCP fast open, io_uring, a 32-bit program. */
    struct connect_call direct = {.protocol = IPPROTO_TCP};
    put_remote(&direct, sock);
    send_connect(task, &direct, 0, 0);
    return 0;
  }

  struct socket_record record = {};
  set_actor(&record.actor, RECORD_LISTEN, task);
  record.actor.bytes = sizeof(record);
  record.protocol = IPPROTO_TCP;
  record.port = BPF_CORE_READ(sock, __sk_common.skc_num);
  put_address(record.address, &record.family, sock, false);
  send(&record, RECORD_LISTEN, sizeof(record));
  return 0;
}
