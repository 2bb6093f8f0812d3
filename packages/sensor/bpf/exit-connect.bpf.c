/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* A connect call has ended: one record with its result. A call that blocks is told when it ends, as
 * nothing was exchanged before. */
#include "vedette.h"

SEC("tp/syscalls/sys_exit_connect")
int exit_connect(struct trace_exit *context) {
  u32 tid = bpf_get_current_pid_tgid();
  struct connect_call *found = bpf_map_lookup_elem(&connect_calls, &tid);
  if (!found) return 0;
  struct connect_call call = *found;
  bpf_map_delete_elem(&connect_calls, &tid);
  long error = -context->ret;
  if (call.protocol == IPPROTO_TCP && !call.sent) {
    /* Not an attempt of its own: asks how the one before fares, or waits for the first write. */
    if (call.under_way || error <= 0 || error == EALREADY || error == EISCONN) return 0;
  }
  /* Unspecified is how a socket is disconnected. */
  if (!call.sent && call.family != AF_INET && call.family != AF_INET6) return 0;
  if (error > ERRNO_MAX) error = EINPROGRESS;
  struct task_struct *task = (void *)bpf_get_current_task();
  if (is_of_own_tree(task)) return 0;
  if (call.protocol == IPPROTO_UDP && error == 0) put_remote(&call, (struct sock *)call.sock);
  send_connect(task, &call, error, RESULT_KNOWN);
  return 0;
}
