/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * What the programs and the decoder (src/capture/bpf/record-layout.ts) agree on, and what the
 * programs share. Nothing is judged in here: what was seen goes up, and what could not be seen or
 * sent is a flag of the record or a counter.
 */
#ifndef VEDETTE_H
#define VEDETTE_H

#include "kernel.h"

#include <bpf/bpf_core_read.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

/* A path name has at most 4,096 bytes; 64 steps are more than any real one has. */
#define PATH_BYTES_MAX 4096
#define PATH_STEPS_MAX 64
#define NAME_BYTES_MAX 256
#define INTERPRETER_BYTES_MAX 256
#define CGROUP_BYTES_MAX 1024
#define CGROUP_STEPS_MAX 16
/* All but the arguments end below this, which is a mask so that the verifier can follow. */
#define PARTS_BYTES_MAX 0x4000
/* So many bytes of the arguments travel with the record; what is beyond goes ahead in chunks. */
#define ARGV_INLINE_MAX 8192
#define DATA_BYTES_MAX (PARTS_BYTES_MAX + ARGV_INLINE_MAX)
#define ARGV_CHUNK_BYTES 16384
#define ARGV_CHUNKS_MAX 128
/* Arguments of an exec that failed: read one by one through the pointers of the caller. */
#define FAILED_ARGS_MAX 64
#define FAILED_ARG_BYTES_MAX 4096
/* Exec and connect calls under way at one time. */
#define CALLS_MAX 8192
#define OWN_MAX 1024

enum record_kind {
  RECORD_EXEC = 1,
  RECORD_EXIT = 2,
  RECORD_EXEC_FAILED = 3,
  RECORD_CONNECT = 4,
  RECORD_LISTEN = 5,
  RECORD_ARGV = 6,
};

enum record_flag {
  EXE_CUT = 1,
  CWD_CUT = 2,
  EXE_WITHOUT_ROOT = 4, /* a memfd, or what was never in a directory */
  EXE_UNLINKED = 8,
  SECURE_EXEC = 16,
  BEFORE_KNOWN = 32,
  PRIVILEGED = 64,
  ARGV_FAULT = 128,
  ARGV_PRESSURE = 256,
  SCRIPT = 512,
  ARGV_CUT = 1024,
  FILE_FAULT = 2048,
  RESULT_KNOWN = 4096,
  EXE_MISSING = 8192,
};

enum path_end {
  PATH_WHOLE = 0,
  PATH_CUT = 1,
  PATH_WITHOUT_ROOT = 2,
};

/* Seen and dropped are by kind of record; seen = received + dropped, always. */
enum counter {
  COUNTER_SEEN = 0,
  COUNTER_DROPPED = 8,
  COUNTER_EXEC_NOTE = 16,
  COUNTER_CONNECT_NOTE = 17,
  COUNTER_OWN = 18,
  COUNTERS = 24,
};

/* Who did it. */
struct actor {
  enum record_kind kind;
  u32 bytes;
  u64 at; /* ns since boot */
  u64 start;
  u64 parent_start;
  u32 pid;
  u32 tid;
  u32 ppid;
  u32 uid;
  u8 comm[16];
  u8 parent[16];
};

/* The parts follow in this order: exe, cwd, file, interpreter, cgroup, argv; each ends where its
 * field says. Paths are their names from the last to the first, each with its NUL. */
struct exec_record {
  struct actor actor;
  u64 argv_bytes;
  u64 argv_wanted;
  u32 argc;
  u32 argv_inline;
  enum record_flag flags;
  u32 euid;
  u32 gid;
  u32 loginuid;
  u32 session;
  u32 ns_pid;
  u32 ns_mnt;
  u32 ns_net;
  u32 ns_user;
  u32 exe_end;
  u32 cwd_end;
  u32 file_end;
  u32 interpreter_end;
  u32 cgroup_end;
  u8 tty[32];
  u8 data[DATA_BYTES_MAX];
};

/* Parts: file, cwd, argv. */
struct failed_record {
  struct actor actor;
  s32 error;
  u32 argc;
  u32 flags;
  u32 euid;
  s32 dirfd;
  u32 file_end;
  u32 cwd_end;
  u32 argv_end;
  u8 data[DATA_BYTES_MAX];
};

struct exit_record {
  struct actor actor;
  u32 code; /* as wait(2) gives it */
  u32 reserved;
};

struct socket_record {
  struct actor actor;
  u16 family;
  u16 protocol;
  u16 port;
  u16 reserved;
  s32 result;
  u32 flags;
  u8 address[16];
};

struct argv_record {
  enum record_kind kind;
  u32 length;
  u64 start;
  u32 pid;
  u32 offset;
  u8 data[ARGV_CHUNK_BYTES];
};

/* What a record can be: so the object's BTF has all of them, for the decoder to be checked. */
union any_record {
  struct exec_record exec;
  struct exit_record exit;
  struct socket_record socket;
  struct argv_record argv;
};

struct settings {
  u64 argv_bytes_max;
  /* No chunk is sent while more than this waits to be read: records go before long arguments. */
  u64 pressure_bytes;
};

/* An exec or connect call that has begun and not yet ended. */
struct exec_call {
  u64 at;
  u64 file;
  u64 argv;
  u64 permitted;
  u32 euid;
  s32 dirfd;
};

struct connect_call {
  u64 at;
  u64 sock;
  u16 family;
  u16 protocol;
  u16 port;
  u8 under_way;
  u8 sent;
  u8 address[16];
};

struct {
  __uint(type, BPF_MAP_TYPE_RINGBUF);
  __uint(max_entries, 4 * 1024 * 1024);
} ring SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __uint(max_entries, 1);
  __type(key, u32);
  __type(value, struct settings);
} settings SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
  __uint(max_entries, COUNTERS);
  __type(key, enum counter);
  __type(value, u64);
} counters SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __uint(max_entries, OWN_MAX);
  __type(key, u32);
  __type(value, u8);
} own SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __uint(max_entries, CALLS_MAX);
  __type(key, u32);
  __type(value, struct exec_call);
} exec_calls SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __uint(max_entries, CALLS_MAX);
  __type(key, u32);
  __type(value, struct connect_call);
} connect_calls SEC(".maps");

/* The stack has 512 bytes; each program has its own, as one may interrupt another. */
struct {
  __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
  __uint(max_entries, 1);
  __type(key, u32);
  __type(value, union any_record);
} exec_scratch SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
  __uint(max_entries, 1);
  __type(key, u32);
  __type(value, struct failed_record);
} failed_scratch SEC(".maps");

static __always_inline void count(u32 counter) {
  u64 *value = bpf_map_lookup_elem(&counters, &counter);
  if (value) *value += 1;
}

/* The compiler knows the bound and drops the check; the verifier does not, and needs it. */
#define BOUND(value, mask) asm volatile("%0 &= %1" : "+r"(value) : "i"(mask))

static __always_inline bool is_own(u32 pid) {
  return bpf_map_lookup_elem(&own, &pid) != 0;
}

/* The sensor and what it has started: up to two forks may lie between two execs of its tree. */
static __always_inline bool is_of_own_tree(struct task_struct *task) {
  struct task_struct *parent = BPF_CORE_READ(task, real_parent);
  return is_own(BPF_CORE_READ(task, tgid)) || is_own(BPF_CORE_READ(parent, tgid)) ||
         is_own(BPF_CORE_READ(parent, real_parent, tgid));
}

static __always_inline void set_actor(struct actor *actor, u32 kind, struct task_struct *task) {
  struct task_struct *leader = BPF_CORE_READ(task, group_leader);
  struct task_struct *parent = BPF_CORE_READ(leader, real_parent);
  struct task_struct *parent_leader = BPF_CORE_READ(parent, group_leader);
  actor->kind = kind;
  actor->at = bpf_ktime_get_boot_ns();
  actor->start = BPF_CORE_READ(leader, start_boottime);
  actor->parent_start = BPF_CORE_READ(parent_leader, start_boottime);
  actor->pid = BPF_CORE_READ(leader, pid);
  actor->tid = BPF_CORE_READ(task, pid);
  actor->ppid = BPF_CORE_READ(parent_leader, pid);
  actor->uid = BPF_CORE_READ(task, cred, uid.val);
  BPF_CORE_READ_INTO(&actor->comm, leader, comm);
  BPF_CORE_READ_INTO(&actor->parent, parent_leader, comm);
}

/* Where the next part of a record goes is kept in its memory, not in a register: what the verifier
 * reads back from there is unknown to it, so that it need not follow each length of each path. */
static __always_inline u32 at_cursor(struct actor *record) {
  u32 offset = *(volatile u32 *)&record->bytes;
  BOUND(offset, PARTS_BYTES_MAX - 1);
  return offset;
}

static __always_inline void put_text(struct actor *record, u8 *data, const void *text, u32 max) {
  u32 offset = at_cursor(record);
  long length = bpf_probe_read_kernel_str(data + offset, max, text);
  if (length > 0) *(volatile u32 *)&record->bytes = offset + length;
}

/* bpf_d_path may not be called from a tracepoint. */
static __always_inline u32 put_path(struct actor *record, u8 *data, struct path *path) {
  struct vfsmount *vfsmount = BPF_CORE_READ(path, mnt);
  struct dentry *dentry = BPF_CORE_READ(path, dentry);
  struct mount *mount = (void *)vfsmount - bpf_core_field_offset(struct mount, mnt);
  u32 end = at_cursor(record) + PATH_BYTES_MAX;

  for (int step = 0; step < PATH_STEPS_MAX; step++) {
    struct dentry *above;
    if (dentry == BPF_CORE_READ(mount, mnt.mnt_root)) {
      struct mount *mount_above = BPF_CORE_READ(mount, mnt_parent);
      if (mount_above == mount) return PATH_WHOLE;
      dentry = BPF_CORE_READ(mount, mnt_mountpoint);
      mount = mount_above;
      continue;
    }
    if (at_cursor(record) >= end) return PATH_CUT;
    put_text(record, data, BPF_CORE_READ(dentry, d_name.name), NAME_BYTES_MAX);
    above = BPF_CORE_READ(dentry, d_parent);
    if (above == dentry) return PATH_WITHOUT_ROOT;
    dentry = above;
  }
  return PATH_CUT;
}

static __always_inline void send(void *record, u32 kind, u64 bytes) {
  count(COUNTER_SEEN + kind);
  /* No wake-up: the reader comes by on a timer, and an interrupt per exec costs more than it. */
  if (bpf_ringbuf_output(&ring, record, bytes, BPF_RB_NO_WAKEUP)) count(COUNTER_DROPPED + kind);
}

#endif
