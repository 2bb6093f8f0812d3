/** Where a field lies: offset in bytes, size in bytes. */
export type Field = readonly [offset: number, bytes: number];

/** `enum record_kind` of bpf/vedette.h. */
export const KIND = { exec: 1, exit: 2, execFailed: 3, connect: 4, listen: 5, argv: 6 } as const;

/** `enum record_flag`. */
export const FLAG = {
  exeCut: 1,
  cwdCut: 2,
  exeWithoutRoot: 4,
  exeUnlinked: 8,
  secureExec: 16,
  beforeKnown: 32,
  privileged: 64,
  argvFault: 128,
  argvPressure: 256,
  script: 512,
  argvCut: 1024,
  fileFault: 2048,
  resultKnown: 4096,
  exeMissing: 8192,
} as const;

/** `enum counter`. */
export const COUNTER = {
  seen: 0,
  dropped: 8,
  execNote: 16,
  connectNote: 17,
  own: 18,
  total: 24,
} as const;

/** `struct actor`, with which every record but `argv_record` begins. */
export const ACTOR = {
  kind: [0, 4],
  bytes: [4, 4],
  at: [8, 8],
  start: [16, 8],
  parent_start: [24, 8],
  pid: [32, 4],
  tid: [36, 4],
  ppid: [40, 4],
  uid: [44, 4],
  comm: [48, 16],
  parent: [64, 16],
} as const satisfies Record<string, Field>;

/** `struct exec_record` after its actor. */
export const EXEC = {
  argv_bytes: [80, 8],
  argv_wanted: [88, 8],
  argc: [96, 4],
  argv_inline: [100, 4],
  flags: [104, 4],
  euid: [108, 4],
  gid: [112, 4],
  loginuid: [116, 4],
  session: [120, 4],
  ns_pid: [124, 4],
  ns_mnt: [128, 4],
  ns_net: [132, 4],
  ns_user: [136, 4],
  exe_end: [140, 4],
  cwd_end: [144, 4],
  file_end: [148, 4],
  interpreter_end: [152, 4],
  cgroup_end: [156, 4],
  tty: [160, 32],
  data: [192, 24_576],
} as const satisfies Record<string, Field>;

/** `struct failed_record`. */
export const FAILED = {
  error: [80, 4],
  argc: [84, 4],
  flags: [88, 4],
  euid: [92, 4],
  dirfd: [96, 4],
  file_end: [100, 4],
  cwd_end: [104, 4],
  argv_end: [108, 4],
  data: [112, 24_576],
} as const satisfies Record<string, Field>;

/** `struct exit_record`. */
export const EXIT = { code: [80, 4], reserved: [84, 4] } as const satisfies Record<string, Field>;

/** `struct socket_record`. */
export const SOCKET = {
  family: [80, 2],
  protocol: [82, 2],
  port: [84, 2],
  reserved: [86, 2],
  result: [88, 4],
  flags: [92, 4],
  address: [96, 16],
} as const satisfies Record<string, Field>;

/** `struct argv_record`: it has no actor. */
export const ARGV = {
  kind: [0, 4],
  length: [4, 4],
  start: [8, 8],
  pid: [16, 4],
  offset: [20, 4],
  data: [24, 16_384],
} as const satisfies Record<string, Field>;

/** `struct settings`. */
const SETTINGS = {
  argv_bytes_max: [0, 8],
  pressure_bytes: [8, 8],
} as const satisfies Record<string, Field>;

/** By the name of the structure, for the check against the BTF of the object. */
export const LAYOUTS = {
  actor: ACTOR,
  exec_record: EXEC,
  failed_record: FAILED,
  exit_record: EXIT,
  socket_record: SOCKET,
  argv_record: ARGV,
  settings: SETTINGS,
} as const;
