import * as koffi from 'koffi';

/** The soname of libbpf 1.x; older ones report errors in another way. */
const LIBRARY = 'libbpf.so.1';
/** Enough for the end of a verifier's log, which is where it says why. */
const LOG_LINES_MAX = 40;
const LOG_LINE_BYTES = 1024;
/** `enum libbpf_print_level`: warnings, and what the verifier said. */
const LEVEL_WARN = 0;

export type Handle = bigint | null;

/** The calls of libbpf that are used; a handle that is null means that it failed. */
export interface Libbpf {
  readonly openMem: (object: Buffer, bytes: number, options: null) => Handle;
  readonly load: (object: Handle) => number;
  readonly closeObject: (object: Handle) => void;
  readonly findMap: (object: Handle, name: string) => Handle;
  readonly findProgram: (object: Handle, name: string) => Handle;
  readonly setMaxEntries: (map: Handle, entries: number) => number;
  readonly maxEntries: (map: Handle) => number;
  readonly mapFd: (map: Handle) => number;
  readonly programFd: (program: Handle) => number;
  readonly attach: (program: Handle) => Handle;
  readonly attachPerfEvent: (program: Handle, fd: number) => Handle;
  readonly destroyLink: (link: Handle) => number;
  readonly update: (fd: number, key: Buffer, value: Buffer, flags: number) => number;
  readonly lookup: (fd: number, key: Buffer, value: Buffer) => number;
  readonly info: (fd: number, info: Buffer, bytes: Buffer) => number;
  readonly possibleCpus: () => number;
  /** What libbpf has printed since the last call, the newest last. */
  readonly takeLog: () => string[];
}

let loaded: Libbpf | undefined;

/** Throws what the system's loader says where libbpf is not installed. */
export function loadLibbpf(): Libbpf {
  loaded ??= bind(koffi.load(LIBRARY));
  return loaded;
}

function bind(library: koffi.LibraryHandle): Libbpf {
  const call = (definition: string) => library.func(definition);
  return {
    openMem: call('void *bpf_object__open_mem(const void *, size_t, const void *)'),
    load: call('int bpf_object__load(void *)'),
    closeObject: call('void bpf_object__close(void *)'),
    findMap: call('void *bpf_object__find_map_by_name(void *, const char *)'),
    findProgram: call('void *bpf_object__find_program_by_name(void *, const char *)'),
    setMaxEntries: call('int bpf_map__set_max_entries(void *, uint32_t)'),
    maxEntries: call('uint32_t bpf_map__max_entries(void *)'),
    mapFd: call('int bpf_map__fd(void *)'),
    programFd: call('int bpf_program__fd(void *)'),
    attach: call('void *bpf_program__attach(void *)'),
    attachPerfEvent: call('void *bpf_program__attach_perf_event(void *, int)'),
    destroyLink: call('int bpf_link__destroy(void *)'),
    update: call('int bpf_map_update_elem(int, const void *, const void *, uint64_t)'),
    lookup: call('int bpf_map_lookup_elem(int, const void *, _Out_ void *)'),
    info: call('int bpf_obj_get_info_by_fd(int, _Inout_ void *, _Inout_ void *)'),
    possibleCpus: call('int libbpf_num_possible_cpus()'),
    takeLog: collectLog(library),
  };
}

/** libbpf prints to standard error unless told otherwise, and says only there why it failed. */
function collectLog(library: koffi.LibraryHandle): () => string[] {
  let lines: string[] = [];
  // A va_list is handed over by address on x86-64 and on arm64 alike.
  const print = koffi.proto('int VedetteLibbpfPrint(int, void *, void *)');
  const format: (out: Buffer, bytes: number, text: unknown, values: unknown) => number = koffi
    .load(null)
    .func('int vsnprintf(_Out_ void *, size_t, void *, void *)');
  const setPrint = library.func('libbpf_set_print', 'void *', [koffi.pointer(print)]);
  const callback = koffi.register((level: number, text: unknown, values: unknown) => {
    if (level > LEVEL_WARN) return 0;
    const out = Buffer.alloc(LOG_LINE_BYTES);
    const length = Math.min(format(out, out.length, text, values), out.length - 1);
    lines.push(...out.toString('utf8', 0, Math.max(length, 0)).trimEnd().split('\n'));
    lines = lines.slice(-LOG_LINES_MAX);
    return 0;
  }, koffi.pointer(print));
  setPrint(callback);
  return () => {
    const taken = lines;
    lines = [];
    return taken;
  };
}

/** The errno that the last call left. */
export function libbpfErrno(): number {
  return koffi.errno();
}
