/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* An exec that failed. The kernel has read the name by now, so that its page is there; of the
 * arguments as much as can be read. */
#include "vedette.h"

static __always_inline void put_failed_argv(struct failed_record *record, u64 argv) {
  struct actor *actor = &record->actor;
  u32 end = at_cursor(actor) + ARGV_INLINE_MAX - FAILED_ARG_BYTES_MAX;
  for (int index = 0; index < FAILED_ARGS_MAX; index++) {
    u64 pointer = 0;
    if (bpf_probe_read_user(&pointer, sizeof(pointer), (void *)(argv + index * 8))) {
      record->flags |= ARGV_FAULT;
      return;
    }
    if (!pointer) return;
    record->argc++;
    u32 offset = at_cursor(actor);
    if (offset >= end) {
      record->flags |= ARGV_CUT;
      continue;
    }
    long length =
        bpf_probe_read_user_str(record->data + offset, FAILED_ARG_BYTES_MAX, (void *)pointer);
    if (length <= 0) {
      record->flags |= ARGV_FAULT;
      record->data[offset] = 0;
      length = 1;
    }
    if (length == FAILED_ARG_BYTES_MAX) record->flags |= ARGV_CUT;
    *(volatile u32 *)&actor->bytes = offset + length;
  }
  record->flags |= ARGV_CUT;
}

static __always_inline int failed_exec(long result) {
  u32 zero = 0;
  u32 tid = bpf_get_current_pid_tgid();
  struct exec_call *found = bpf_map_lookup_elem(&exec_calls, &tid);
  if (!found) return 0;
  struct exec_call call = *found;
  bpf_map_delete_elem(&exec_calls, &tid);
  if (result >= 0 || result < -ERRNO_MAX) return 0;
  struct task_struct *task = (void *)bpf_get_current_task();
  if (is_of_own_tree(task)) return 0;
  struct failed_record *record = bpf_map_lookup_elem(&failed_scratch, &zero);
  if (!record) return 0;

  set_actor(&record->actor, RECORD_EXEC_FAILED, task);
  record->actor.at = call.at;
  record->error = -result;
  record->flags = 0;
  record->argc = 0;
  record->euid = call.euid;
  record->dirfd = call.dirfd;

  struct actor *actor = &record->actor;
  long length = bpf_probe_read_user_str(record->data, PATH_BYTES_MAX, (void *)call.file);
  actor->bytes = 0;
  if (length > 0) {
    actor->bytes = length;
  } else {
    record->flags |= FILE_FAULT;
  }
  record->file_end = at_cursor(actor);

  struct fs_struct *fs = BPF_CORE_READ(task, fs);
  if (put_path(actor, record->data, &fs->pwd) != PATH_WHOLE) record->flags |= CWD_CUT;
  record->cwd_end = at_cursor(actor);
  put_failed_argv(record, call.argv);
  record->argv_end = at_cursor(actor);

  u64 size = __builtin_offsetof(struct failed_record, data) + record->argv_end;
  actor->bytes = size;
  BOUND(size, 0x7fff);
  if (size > sizeof(*record)) return 0;
  send(record, RECORD_EXEC_FAILED, size);
  return 0;
}

SEC("tp/syscalls/sys_exit_execve")
int exit_execve(struct trace_exit *context) {
  return failed_exec(context->ret);
}
