/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* As exit-execve. */
#include "vedette.h"

SEC("tp/syscalls/sys_exit_execveat")
int exit_execveat(struct trace_exit *context) {
  return failed_exec(context->ret);
}
