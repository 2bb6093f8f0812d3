/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * The few kernel structures that are read, each with only the fields that are read. The offsets in
 * here mean nothing: libbpf puts in those of the running kernel (CO-RE), which is why this file
 * stands in for a generated vmlinux.h of 130,000 lines.
 */
#ifndef VEDETTE_KERNEL_H
#define VEDETTE_KERNEL_H

typedef unsigned char __u8;
typedef unsigned short __u16;
typedef unsigned int __u32;
typedef unsigned long long __u64;
typedef signed char __s8;
typedef short __s16;
typedef int __s32;
typedef long long __s64;
typedef __u16 __be16;
typedef __u32 __be32;
typedef __u32 __wsum;
typedef _Bool bool;
typedef __u8 u8;
typedef __u16 u16;
typedef __u32 u32;
typedef __u64 u64;
typedef __s32 s32;
typedef __s64 s64;

#define true 1
#define false 0

/* uapi/linux/bpf.h, as far as it is used; these numbers are ABI. */
#define BPF_MAP_TYPE_HASH 1
#define BPF_MAP_TYPE_ARRAY 2
#define BPF_MAP_TYPE_PERCPU_ARRAY 6
#define BPF_MAP_TYPE_RINGBUF 27
#define BPF_ANY 0
#define BPF_RB_NO_WAKEUP 1
#define BPF_RB_AVAIL_DATA 0

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

typedef struct {
  int counter;
} atomic_t;

typedef struct {
  u32 val;
} kuid_t;

typedef struct {
  u32 val;
} kgid_t;

struct hlist_bl_node {
  struct hlist_bl_node **pprev;
};

struct qstr {
  const unsigned char *name;
};

struct inode {
  u16 i_mode;
};

struct dentry {
  struct hlist_bl_node d_hash;
  struct dentry *d_parent;
  struct qstr d_name;
};

struct vfsmount {
  struct dentry *mnt_root;
};

struct mount {
  struct mount *mnt_parent;
  struct dentry *mnt_mountpoint;
  struct vfsmount mnt;
};

struct path {
  struct vfsmount *mnt;
  struct dentry *dentry;
};

struct file {
  void *private_data;
  struct inode *f_inode;
  struct path f_path;
};

struct fdtable {
  unsigned int max_fds;
  struct file **fd;
};

struct files_struct {
  struct fdtable *fdt;
};

struct fs_struct {
  struct path pwd;
};

struct mm_struct {
  unsigned long arg_start;
  unsigned long arg_end;
  struct file *exe_file;
};

struct ns_common {
  unsigned int inum;
};

struct mnt_namespace {
  struct ns_common ns;
};

struct pid_namespace {
  struct ns_common ns;
};

struct user_namespace {
  struct ns_common ns;
};

struct net {
  struct ns_common ns;
};

struct nsproxy {
  struct mnt_namespace *mnt_ns;
  struct net *net_ns;
};

struct upid {
  int nr;
  struct pid_namespace *ns;
};

struct pid {
  unsigned int level;
  struct upid numbers[1];
};

typedef struct {
  u64 val;
} kernel_cap_t;

struct cred {
  kuid_t uid;
  kgid_t gid;
  kuid_t euid;
  kernel_cap_t cap_permitted;
  struct user_namespace *user_ns;
};

struct kernfs_node {
  struct kernfs_node *__parent;
  const char *name;
};

/* Before 6.15. */
struct kernfs_node___old {
  struct kernfs_node *parent;
};

struct cgroup {
  struct kernfs_node *kn;
};

struct cgroup_subsys_state {
  struct cgroup *cgroup;
};

struct css_set {
  struct cgroup_subsys_state *subsys[1];
  struct cgroup *dfl_cgrp;
};

enum cgroup_subsys_id {
  memory_cgrp_id = 4,
  pids_cgrp_id = 11,
};

struct tty_struct {
  char name[64];
};

struct signal_struct {
  atomic_t live;
  int group_exit_code;
  unsigned int flags;
  struct tty_struct *tty;
};

struct task_struct {
  unsigned int flags;
  int pid;
  int tgid;
  int exit_code;
  u64 start_boottime;
  char comm[16];
  struct task_struct *real_parent;
  struct task_struct *group_leader;
  struct mm_struct *mm;
  struct cred *cred;
  struct fs_struct *fs;
  struct files_struct *files;
  struct nsproxy *nsproxy;
  struct signal_struct *signal;
  struct css_set *cgroups;
  struct pid *thread_pid;
  kuid_t loginuid;
  unsigned int sessionid;
};

struct linux_binprm {
  unsigned int secureexec : 1;
  int argc;
  const char *filename;
  const char *interp;
};

struct in6_addr {
  u8 bytes[16];
};

struct sock_common {
  __be32 skc_daddr;
  __be32 skc_rcv_saddr;
  __be16 skc_dport;
  u16 skc_num;
  unsigned short skc_family;
  struct in6_addr skc_v6_daddr;
  struct in6_addr skc_v6_rcv_saddr;
};

struct sock {
  struct sock_common __sk_common;
  u16 sk_protocol;
};

typedef enum {
  SS_UNCONNECTED = 1,
} socket_state;

struct socket {
  socket_state state;
  struct sock *sk;
};

#pragma clang attribute pop

/* What the syscall tracepoints hand over: include/trace/events/syscalls.h, the same everywhere. */
struct trace_enter {
  u64 common;
  long id;
  unsigned long args[6];
};

struct trace_exit {
  u64 common;
  long id;
  long ret;
};

struct sockaddr_any {
  u16 family;
  __be16 port;
  union {
    __be32 v4;
    struct {
      u32 flow;
      u8 v6[16];
    };
  };
};

#define AT_FDCWD -100
#define AF_UNSPEC 0
#define AF_INET 2
#define AF_INET6 10
#define IPPROTO_TCP 6
#define IPPROTO_UDP 17
#define IPPROTO_UDPLITE 136
#define TCP_SYN_SENT 2
#define TCP_CLOSE 7
#define TCP_LISTEN 10
#define S_IFMT 00170000
#define S_IFSOCK 0140000
#define PF_KTHREAD 0x00200000
#define SIGNAL_GROUP_EXIT 0x00000004
#define EINPROGRESS 115
#define EALREADY 114
#define EISCONN 106
/* Above it are the kernel's own "start the call again". */
#define ERRNO_MAX 511

#endif
