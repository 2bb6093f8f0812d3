/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* What reads the path as the call begins, as other sensors do: counts what it could read. */
#include "vedette.h"

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __uint(max_entries, 2);
  __type(key, u32);
  __type(value, u64);
} read_or_not SEC(".maps");

SEC("tp/syscalls/sys_enter_execve")
int enter_reader(struct trace_enter *context) {
  char comm[16] = {}, path[16];
  bpf_get_current_comm(comm, sizeof(comm));
  /* "hidden-" as it lies in memory. */
  if ((*(u64 *)comm & 0x00ffffffffffffff) != 0x002d6e6564646968) return 0;
  u32 failed = bpf_probe_read_user_str(path, sizeof(path), (void *)context->args[0]) <= 0;
  u64 *count = bpf_map_lookup_elem(&read_or_not, &failed);
  if (count) __sync_fetch_and_add(count, 1);
  return 0;
}

char bpf_license[] SEC("license") = "Dual MIT/GPL";
