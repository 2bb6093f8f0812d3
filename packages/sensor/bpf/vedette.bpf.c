/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* All programs as one object, so that they share their maps. */
#include "process-exec.bpf.c"
#include "process-exit.bpf.c"
#include "enter-execve.bpf.c"
#include "enter-execveat.bpf.c"
#include "exit-execve.bpf.c"
#include "exit-execveat.bpf.c"
#include "sock-state.bpf.c"
#include "enter-connect.bpf.c"
#include "exit-connect.bpf.c"

char bpf_license[] SEC("license") = "Dual MIT/GPL";
