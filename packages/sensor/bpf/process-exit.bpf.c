/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* A process has ended: the last of its threads. Two that leave at one time may both find
 * themselves the last; the reader takes the second for what it is. */
#include "vedette.h"

SEC("tp_btf/sched_process_exit")
int BPF_PROG(process_exit, struct task_struct *task) {
  u32 tid = BPF_CORE_READ(task, pid);
  bpf_map_delete_elem(&exec_calls, &tid);
  bpf_map_delete_elem(&connect_calls, &tid);
  struct signal_struct *signal = BPF_CORE_READ(task, signal);
  if (BPF_CORE_READ(signal, live.counter)) return 0;
  u32 pid = BPF_CORE_READ(task, tgid);
  if (is_of_own_tree(task)) {
    bpf_map_delete_elem(&own, &pid);
    return 0;
  }

  struct exit_record record = {};
  set_actor(&record.actor, RECORD_EXIT, task);
  record.actor.bytes = sizeof(record);
  if (BPF_CORE_READ(signal, flags) & SIGNAL_GROUP_EXIT) {
    record.code = BPF_CORE_READ(signal, group_exit_code);
  } else {
    record.code = BPF_CORE_READ(task, group_leader, exit_code);
  }
  send(&record, RECORD_EXIT, sizeof(record));
  return 0;
}
