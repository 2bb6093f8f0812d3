/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* Only notes the call: what it points to is read where it ended, when the pages are there. */
#include "vedette.h"

static __always_inline int note_exec(s32 dirfd, unsigned long file, unsigned long argv) {
  u32 tid = bpf_get_current_pid_tgid();
  struct task_struct *task = (void *)bpf_get_current_task();
  const struct cred *cred = BPF_CORE_READ(task, cred);
  struct exec_call call = {.at = bpf_ktime_get_boot_ns(), .file = file, .argv = argv, .dirfd = dirfd};
  call.euid = BPF_CORE_READ(cred, euid.val);
  bpf_core_read(&call.permitted, sizeof(call.permitted), &cred->cap_permitted);
  if (bpf_map_update_elem(&exec_calls, &tid, &call, BPF_ANY)) count(COUNTER_EXEC_NOTE);
  return 0;
}

SEC("tp/syscalls/sys_enter_execve")
int enter_execve(struct trace_enter *context) {
  return note_exec(AT_FDCWD, context->args[0], context->args[1]);
}
