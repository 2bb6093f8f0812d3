import { z } from 'zod';

import { PID_MAX } from '../wire/field-schemas.ts';

/** Names an action, its evidence and its control group on the host. */
export const ActionId = z.string().regex(/^E-[0-9]{8}-[0-9a-f]{8}$/);
export type ActionId = z.infer<typeof ActionId>;

const Pid = z.number().int().min(1).max(PID_MAX);
const Ticks = z.number().int().nonnegative();
/** `stat -c %d:%i` of the executable, decimal. */
const DeviceInode = z.string().regex(/^[0-9]{1,20}:[0-9]{1,20}$/);
const ContainerId = z.string().regex(/^[0-9a-f]{64}$/);

/** Which process is meant: a pid alone can be another one a moment later. */
export const TargetIdentity = z.strictObject({
  bootId: z.string().regex(/^[0-9a-f-]{36}$/),
  pid: Pid,
  /** `/proc/PID/stat` field 22, in clock ticks since boot. */
  startTicks: Ticks,
  exe: DeviceInode,
  /** The container whose process it is said to be; verified on the host. */
  container: ContainerId.optional(),
});
export type TargetIdentity = z.infer<typeof TargetIdentity>;

/** How a process is held: with its container, in a control group, or by SIGSTOP. */
export const Method = z.enum(['container', 'cgroup2', 'cgroup1', 'signal']);
export type Method = z.infer<typeof Method>;

/** A process that is frozen along with the target, and why. */
export const Member = z.strictObject({
  pid: Pid,
  startTicks: Ticks,
  /** Empty where it cannot be read. */
  exe: z.union([DeviceInode, z.literal('')]),
  role: z.enum(['target', 'child', 'same-program', 'respawner']),
  /** It was stopped (state T) before; thawing leaves it so. */
  stopped: z.boolean(),
});
export type Member = z.infer<typeof Member>;

/** A container as it was before, so that it can be put back. */
export const ContainerBefore = z.strictObject({
  /** `cgroup`: no engine that could be asked; its control group is frozen as it is. */
  engine: z.enum(['docker', 'podman', 'cgroup']),
  id: ContainerId,
  restart: z.enum(['no', 'always', 'unless-stopped', 'on-failure', 'unknown']),
  /** Of `on-failure`; 0 is without limit. */
  restartRetries: z.number().int().min(0).max(1_000_000),
  state: z.enum(['running', 'paused', 'unknown']),
});
export type ContainerBefore = z.infer<typeof ContainerBefore>;

/** What is going to be done on the host, and all that is needed to undo it. */
export const Plan = z.strictObject({
  method: Method,
  members: z.array(Member).max(256),
  container: ContainerBefore.optional(),
  /** Size of the executable in bytes. */
  programBytes: z.number().int().nonnegative(),
});
export type Plan = z.infer<typeof Plan>;

/** Why a host, or the controller, will not freeze something; said, never acted upon. */
export const REFUSALS = [
  'init',
  'kernel-thread',
  'own-ancestry',
  'own-session',
  'system-daemon',
  'engine',
  'packaged-program',
  'own-container',
  'container-unverified',
  'not-permitted',
  'no-identity',
  'too-many-members',
] as const;
export type Refusal = (typeof REFUSALS)[number];
