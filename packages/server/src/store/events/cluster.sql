-- The tables of the event store on a ClickHouse cluster; made once, by whoever runs it, before the
-- first `vedette serve --clickhouse`. The server finds version 1 of its schema in place, makes
-- nothing of its own and uses the same statements as on one node. docs/scale.md says how big.
--
-- Wants: a cluster named `vedette` in remote_servers, with internal_replication = true; ClickHouse
-- Keeper; the macros {shard} and {replica} on every node. The columns are taken from one node's own
-- tables, so that they are written down once: let a server make them in database `vedette_model`
-- of one node, or run the statements of schema/migrations.ts there.
--
-- The shards: by organisation and host. All of a host's events are on one shard, so that a process
-- and its children are found together; an organisation's load is spread over its hosts.

CREATE DATABASE IF NOT EXISTS vedette ON CLUSTER vedette;

CREATE TABLE IF NOT EXISTS vedette.execution_events_local ON CLUSTER vedette
AS vedette_model.execution_events
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/vedette/execution_events', '{replica}')
PARTITION BY toYYYYMMDD(kept)
ORDER BY (org, workload, t)
TTL expires
SETTINGS
  ttl_only_drop_parts = 1,
  merge_with_ttl_timeout = 3600,
  replicated_deduplication_window = 10000,
  fsync_after_insert = 1,
  fsync_part_directory = 1,
  min_compressed_bytes_to_fsync_after_merge = 1;

CREATE TABLE IF NOT EXISTS vedette.execution_events ON CLUSTER vedette
AS vedette.execution_events_local
ENGINE = Distributed('vedette', 'vedette', 'execution_events_local', cityHash64(org, host));

-- Sharded by the row's name, for a repeat to come to the shard where it replaces the row.
CREATE TABLE IF NOT EXISTS vedette.sensor_coverage_local ON CLUSTER vedette
AS vedette_model.sensor_coverage
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/vedette/sensor_coverage', '{replica}')
PARTITION BY toYYYYMMDD(expires)
ORDER BY (org, received_ms, server, position, item)
TTL expires
SETTINGS
  ttl_only_drop_parts = 1,
  merge_with_ttl_timeout = 3600,
  fsync_after_insert = 1,
  fsync_part_directory = 1,
  min_compressed_bytes_to_fsync_after_merge = 1;

CREATE TABLE IF NOT EXISTS vedette.sensor_coverage ON CLUSTER vedette
AS vedette.sensor_coverage_local
ENGINE = Distributed('vedette', 'vedette', 'sensor_coverage_local', cityHash64(server, position));

CREATE TABLE IF NOT EXISTS vedette.store_check ON CLUSTER vedette
(
  server LowCardinality(String),
  checked DateTime('UTC') DEFAULT now()
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/vedette/store_check', '{replica}')
ORDER BY server;

-- On every node, whole: which schema this is.
CREATE TABLE IF NOT EXISTS vedette.schema_version ON CLUSTER vedette
(
  version UInt32,
  applied DateTime('UTC') DEFAULT now()
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/all/vedette/schema_version', '{shard}-{replica}')
ORDER BY version;

INSERT INTO vedette.schema_version (version) VALUES (1);
