/** One step of the schema, forward only; what is released is never changed, only added to. */
export interface Migration {
  readonly version: number;
  readonly statements: readonly string[];
}

/**
 * Ordered by what people ask: a workload of an organisation, over time. Measured against the
 * alternatives in docs/adr/0013. Days are partitions, so that what is over is dropped and not
 * rewritten; they are counted by `kept`, not by the event's own time, which a host may lie about.
 * Parts are synced before an insert returns: the journal lets go of what is in here.
 */
const EXECUTION_EVENTS = `
CREATE TABLE IF NOT EXISTS execution_events (
  server LowCardinality(String),
  org LowCardinality(String),
  position UInt64 CODEC(Delta, ZSTD(1)),
  item UInt32 CODEC(Delta, ZSTD(1)),
  received_ms UInt64 CODEC(Delta, ZSTD(1)),
  kept DateTime('UTC') CODEC(Delta, ZSTD(1)),
  expires DateTime('UTC') CODEC(Delta, ZSTD(1)),
  t Float64 CODEC(Delta(8), ZSTD(1)),
  time DateTime64(3, 'UTC') ALIAS fromUnixTimestamp64Milli(toInt64(least(t, 9e15)), 'UTC'),
  host LowCardinality(String),
  workload LowCardinality(String),
  kind LowCardinality(String),
  source LowCardinality(Nullable(String)),
  pid UInt64 CODEC(Delta, ZSTD(1)),
  ppid UInt64 CODEC(Delta, ZSTD(1)),
  uid UInt32 CODEC(ZSTD(1)),
  comm LowCardinality(String),
  parent LowCardinality(String),
  exe LowCardinality(String),
  argv Array(String) CODEC(ZSTD(3)),
  process_id Nullable(String) CODEC(ZSTD(1)),
  parent_process_id Nullable(String) CODEC(ZSTD(1)),
  parent_exe LowCardinality(Nullable(String)),
  file Nullable(String) CODEC(ZSTD(1)),
  argc Nullable(UInt64) CODEC(ZSTD(1)),
  argv_bytes Nullable(UInt64) CODEC(ZSTD(1)),
  argv_truncated Nullable(Bool) CODEC(ZSTD(1)),
  redacted Nullable(UInt64) CODEC(ZSTD(1)),
  cwd LowCardinality(Nullable(String)),
  euid Nullable(UInt32) CODEC(ZSTD(1)),
  gid Nullable(UInt32) CODEC(ZSTD(1)),
  loginuid Nullable(UInt32) CODEC(ZSTD(1)),
  session Nullable(UInt64) CODEC(ZSTD(1)),
  tty LowCardinality(Nullable(String)),
  container LowCardinality(Nullable(String)),
  image LowCardinality(Nullable(String)),
  unit LowCardinality(Nullable(String)),
  cgroup LowCardinality(Nullable(String)),
  memfd Nullable(Bool) CODEC(ZSTD(1)),
  deleted Nullable(Bool) CODEC(ZSTD(1)),
  privileged Nullable(Bool) CODEC(ZSTD(1)),
  start Nullable(Float64) CODEC(ZSTD(1)),
  exit_code Nullable(Int64) CODEC(ZSTD(1)),
  signal Nullable(Int64) CODEC(ZSTD(1)),
  duration_ms Nullable(Float64) CODEC(ZSTD(1)),
  errno Nullable(Int64) CODEC(ZSTD(1)),
  endpoint_protocol LowCardinality(Nullable(String)),
  endpoint_address Nullable(String) CODEC(ZSTD(1)),
  endpoint_port Nullable(UInt16) CODEC(ZSTD(1)),
  endpoint_result Nullable(Int64) CODEC(ZSTD(1)),
  rest String CODEC(ZSTD(3)),
  shape LowCardinality(Nullable(String)),
  score Nullable(Float64) CODEC(ZSTD(1)),
  p Nullable(Float64) CODEC(ZSTD(1)),
  state LowCardinality(Nullable(String)),
  threshold Nullable(Float64) CODEC(ZSTD(1)),
  reasons Array(Tuple(code LowCardinality(String), contribution Float64, text String)) CODEC(ZSTD(1)),
  nearest_argv Array(String) CODEC(ZSTD(3)),
  nearest_distance Nullable(Float64) CODEC(ZSTD(1)),
  finding LowCardinality(Nullable(String)),
  exact String CODEC(ZSTD(3)),
  INDEX by_time t TYPE minmax,
  INDEX by_position position TYPE minmax,
  INDEX by_score score TYPE minmax,
  INDEX by_process process_id TYPE bloom_filter(0.01),
  INDEX by_parent_process parent_process_id TYPE bloom_filter(0.01),
  INDEX by_finding finding TYPE set(64)
)
ENGINE = MergeTree
PARTITION BY toYYYYMMDD(kept)
ORDER BY (org, workload, t)
TTL expires
SETTINGS
  ttl_only_drop_parts = 1,
  merge_with_ttl_timeout = 3600,
  non_replicated_deduplication_window = 1000,
  fsync_after_insert = 1,
  fsync_part_directory = 1,
  min_compressed_bytes_to_fsync_after_merge = 1`;

/** A repeat of a row replaces it, and readers see the last. */
const SENSOR_COVERAGE = `
CREATE TABLE IF NOT EXISTS sensor_coverage (
  server LowCardinality(String),
  org LowCardinality(String),
  position UInt64,
  item UInt32,
  received_ms UInt64,
  expires DateTime('UTC'),
  host LowCardinality(String),
  received UInt64,
  truncated UInt64,
  faulted UInt64,
  polling_gaps UInt64,
  evicted_batches UInt64,
  evicted_events UInt64,
  refused_batches UInt64,
  refused_events UInt64,
  restored_batches UInt64,
  restored_events UInt64,
  rejected UInt64,
  corrupt UInt64,
  unclean_stops UInt64,
  missed Map(LowCardinality(String), UInt64),
  dropped Map(LowCardinality(String), UInt64)
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMMDD(expires)
ORDER BY (org, received_ms, server, position, item)
TTL expires
SETTINGS
  ttl_only_drop_parts = 1,
  merge_with_ttl_timeout = 3600,
  fsync_after_insert = 1,
  fsync_part_directory = 1,
  min_compressed_bytes_to_fsync_after_merge = 1`;

/** One row a server, written to see whether anything can be. */
const STORE_CHECK = `
CREATE TABLE IF NOT EXISTS store_check (
  server LowCardinality(String),
  checked DateTime('UTC') DEFAULT now()
)
ENGINE = ReplacingMergeTree
ORDER BY server
SETTINGS fsync_after_insert = 1`;

/** Every step that there is, in order. */
export const MIGRATIONS: readonly Migration[] = [
  { version: 1, statements: [EXECUTION_EVENTS, SENSOR_COVERAGE, STORE_CHECK] },
];
