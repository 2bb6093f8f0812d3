/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* A program has been started. After the switch: the arguments lie where the kernel has just put
 * them, so that neither a page not yet faulted in nor a second thread can hide or change them. */
#include "vedette.h"

static __always_inline struct kernfs_node *above(struct kernfs_node *node) {
  if (bpf_core_field_exists(node->__parent)) return BPF_CORE_READ(node, __parent);
  return BPF_CORE_READ((struct kernfs_node___old *)node, parent);
}

/* The unified hierarchy's, else where all is at its root (cgroup v1) that of a controller. */
static __always_inline struct kernfs_node *cgroup_of(struct task_struct *task) {
  struct css_set *set = BPF_CORE_READ(task, cgroups);
  struct kernfs_node *node = BPF_CORE_READ(set, dfl_cgrp, kn);
  if (above(node)) return node;
  u32 index;
  if (bpf_core_enum_value_exists(enum cgroup_subsys_id, pids_cgrp_id)) {
    index = bpf_core_enum_value(enum cgroup_subsys_id, pids_cgrp_id);
  } else if (bpf_core_enum_value_exists(enum cgroup_subsys_id, memory_cgrp_id)) {
    index = bpf_core_enum_value(enum cgroup_subsys_id, memory_cgrp_id);
  } else {
    return node;
  }
  struct cgroup_subsys_state *state = 0;
  bpf_probe_read_kernel(&state, sizeof(state),
                        (void *)set + bpf_core_field_offset(struct css_set, subsys) + index * 8);
  return BPF_CORE_READ(state, cgroup, kn);
}

static __always_inline void put_cgroup(struct actor *record, u8 *data, struct kernfs_node *node) {
  u32 end = at_cursor(record) + CGROUP_BYTES_MAX;
  for (int step = 0; step < CGROUP_STEPS_MAX; step++) {
    struct kernfs_node *next = above(node);
    if (!next || at_cursor(record) >= end) return;
    put_text(record, data, BPF_CORE_READ(node, name), NAME_BYTES_MAX);
    node = next;
  }
}

static __always_inline void set_namespaces(struct exec_record *record, struct task_struct *task) {
  struct nsproxy *proxy = BPF_CORE_READ(task, nsproxy);
  struct pid *pid = BPF_CORE_READ(task, thread_pid);
  record->ns_mnt = BPF_CORE_READ(proxy, mnt_ns, ns.inum);
  record->ns_net = BPF_CORE_READ(proxy, net_ns, ns.inum);
  record->ns_user = BPF_CORE_READ(task, cred, user_ns, ns.inum);
  struct upid *upid = (void *)pid + bpf_core_field_offset(struct pid, numbers) +
                      BPF_CORE_READ(pid, level) * bpf_core_type_size(struct upid);
  record->ns_pid = BPF_CORE_READ(upid, ns, ns.inum);
}

static __always_inline void set_privileges(struct exec_record *record, struct task_struct *task,
                                           struct linux_binprm *bprm, u32 tid_before) {
  const struct cred *cred = BPF_CORE_READ(task, cred);
  record->euid = BPF_CORE_READ(cred, euid.val);
  record->gid = BPF_CORE_READ(cred, gid.val);
  if (BPF_CORE_READ_BITFIELD_PROBED(bprm, secureexec)) record->flags |= SECURE_EXEC;
  struct exec_call *call = bpf_map_lookup_elem(&exec_calls, &tid_before);
  if (!call) return;
  record->flags |= BEFORE_KNOWN;
  u64 permitted = 0;
  bpf_core_read(&permitted, sizeof(permitted), &cred->cap_permitted);
  if (call->euid != record->euid || (permitted & ~call->permitted)) record->flags |= PRIVILEGED;
  /* exit-execve would find it, but not where another thread than the first has called. */
  bpf_map_delete_elem(&exec_calls, &tid_before);
}

/* Arguments that do not fit into the record, ahead of it. */
static __always_inline void send_chunks(struct exec_record *record, unsigned long begin, u64 bytes) {
  u32 zero = 0;
  struct settings *limits = bpf_map_lookup_elem(&settings, &zero);
  if (!limits) return;
  if (bytes > limits->argv_bytes_max) {
    bytes = limits->argv_bytes_max;
    record->flags |= ARGV_CUT;
  }
  record->argv_wanted = bytes;
  for (u32 index = 0; index < ARGV_CHUNKS_MAX; index++) {
    u64 offset = ARGV_INLINE_MAX + index * ARGV_CHUNK_BYTES;
    u64 whole = *(volatile u64 *)&record->argv_wanted;
    if (offset >= whole) return;
    if (bpf_ringbuf_query(&ring, BPF_RB_AVAIL_DATA) > limits->pressure_bytes) {
      record->flags |= ARGV_PRESSURE;
      return;
    }
    u64 length = whole - offset;
    if (length > ARGV_CHUNK_BYTES) length = ARGV_CHUNK_BYTES;
    BOUND(length, ARGV_CHUNK_BYTES * 2 - 1);
    if (length > ARGV_CHUNK_BYTES) return;
    count(COUNTER_SEEN + RECORD_ARGV);
    struct argv_record *chunk = bpf_ringbuf_reserve(&ring, sizeof(*chunk), 0);
    if (!chunk) {
      count(COUNTER_DROPPED + RECORD_ARGV);
      record->flags |= ARGV_PRESSURE;
      return;
    }
    chunk->kind = RECORD_ARGV;
    chunk->pid = record->actor.pid;
    chunk->start = record->actor.start;
    chunk->offset = offset;
    chunk->length = length;
    if (bpf_probe_read_user(chunk->data, length, (void *)(begin + offset))) {
      chunk->length = 0;
      record->flags |= ARGV_FAULT;
    }
    bpf_ringbuf_submit(chunk, BPF_RB_NO_WAKEUP);
  }
  if (bytes > ARGV_INLINE_MAX + ARGV_CHUNKS_MAX * ARGV_CHUNK_BYTES) record->flags |= ARGV_CUT;
}

SEC("tp_btf/sched_process_exec")
int BPF_PROG(process_exec, struct task_struct *task, int tid_before, struct linux_binprm *bprm) {
  u32 zero = 0;
  u32 pid = BPF_CORE_READ(task, tgid);
  if (is_of_own_tree(task)) {
    u8 yes = 1;
    bpf_map_update_elem(&own, &pid, &yes, BPF_ANY);
    count(COUNTER_OWN);
    return 0;
  }
  union any_record *scratch = bpf_map_lookup_elem(&exec_scratch, &zero);
  if (!scratch) return 0;
  struct exec_record *record = &scratch->exec;

  set_actor(&record->actor, RECORD_EXEC, task);
  record->flags = 0;
  set_privileges(record, task, bprm, tid_before);
  set_namespaces(record, task);
  record->argc = BPF_CORE_READ(bprm, argc);
  record->loginuid = -1;
  record->session = -1;
  if (bpf_core_field_exists(task->loginuid)) {
    record->loginuid = BPF_CORE_READ(task, loginuid.val);
    record->session = BPF_CORE_READ(task, sessionid);
  }
  record->tty[0] = 0;
  struct tty_struct *tty = BPF_CORE_READ(task, signal, tty);
  if (tty) bpf_probe_read_kernel_str(record->tty, sizeof(record->tty), &tty->name);

  struct actor *actor = &record->actor;
  struct file *exe = BPF_CORE_READ(task, mm, exe_file);
  actor->bytes = 0;
  if (exe) {
    if (!BPF_CORE_READ(exe, f_path.dentry, d_hash.pprev)) record->flags |= EXE_UNLINKED;
    u32 end = put_path(actor, record->data, &exe->f_path);
    if (end == PATH_CUT) record->flags |= EXE_CUT;
    if (end == PATH_WITHOUT_ROOT) record->flags |= EXE_WITHOUT_ROOT;
  } else {
    record->flags |= EXE_MISSING;
  }
  record->exe_end = at_cursor(actor);

  struct fs_struct *fs = BPF_CORE_READ(task, fs);
  if (put_path(actor, record->data, &fs->pwd) != PATH_WHOLE) record->flags |= CWD_CUT;
  record->cwd_end = at_cursor(actor);

  const char *file = BPF_CORE_READ(bprm, filename);
  put_text(actor, record->data, file, PATH_BYTES_MAX);
  record->file_end = at_cursor(actor);

  const char *interpreter = BPF_CORE_READ(bprm, interp);
  if (interpreter != file) {
    record->flags |= SCRIPT;
    put_text(actor, record->data, interpreter, INTERPRETER_BYTES_MAX);
  }
  record->interpreter_end = at_cursor(actor);

  put_cgroup(actor, record->data, cgroup_of(task));
  record->cgroup_end = at_cursor(actor);

  unsigned long arg_start = BPF_CORE_READ(task, mm, arg_start);
  u64 bytes = BPF_CORE_READ(task, mm, arg_end) - arg_start;
  record->argv_bytes = bytes;
  if (bytes > ARGV_INLINE_MAX) send_chunks(record, arg_start, bytes);
  u32 length = bytes > ARGV_INLINE_MAX ? ARGV_INLINE_MAX : bytes;
  u32 offset = at_cursor(actor);
  BOUND(length, ARGV_INLINE_MAX * 2 - 1);
  if (length > ARGV_INLINE_MAX) return 0;
  if (bpf_probe_read_user(record->data + offset, length, (void *)arg_start)) {
    record->flags |= ARGV_FAULT;
    length = 0;
  }
  record->argv_inline = length;
  offset += length;

  u64 size = __builtin_offsetof(struct exec_record, data) + offset;
  record->actor.bytes = size;
  BOUND(size, 0x7fff);
  if (size > sizeof(*record)) return 0;
  send(record, RECORD_EXEC, size);
  return 0;
}
