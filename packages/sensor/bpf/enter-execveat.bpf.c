/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* As enter-execve, with a directory or the file itself as a descriptor. */
#include "vedette.h"

SEC("tp/syscalls/sys_enter_execveat")
int enter_execveat(struct trace_enter *context) {
  return note_exec(context->args[0], context->args[1], context->args[2]);
}
