import { gzip } from 'node:zlib';
import { promisify } from 'node:util';

import {
  BATCH,
  coverageToLogRecord,
  decodeLogRecord,
  encodeLogRecord,
  encodeLogsRequest,
  type LogRecord,
  type LogsRequest,
  logsRequestToJson,
  RESOURCE_ATTRIBUTES,
} from '@vedette/core';

import type { BatchContent } from '../spool/batch-content.ts';
import type { BatchName } from '../spool/batch-name.ts';

const compress = promisify(gzip);
/** Half of the default's time for a few percent more bytes. */
const GZIP_LEVEL = 4;
const NS_PER_MS = 1_000_000n;

/** What is the same for everything that a sensor sends. */
export interface SensorIdentity {
  /** `host.name` */
  readonly host: string;
  /** `host.id` */
  readonly hostId?: string;
  /** `service.name` of what is about the sensor itself. */
  readonly workload: string;
  /** The sensor's version. */
  readonly version: string;
}

export type Encoding = 'protobuf' | 'json';

/** The media type of each encoding. */
export const CONTENT_TYPES: Readonly<Record<Encoding, string>> = {
  protobuf: 'application/x-protobuf',
  json: 'application/json',
};

/** The gzipped body of a batch: one resource for each workload, the coverage as the last record. */
export async function requestBody(
  batch: BatchName,
  content: BatchContent,
  { identity, encoding }: { readonly identity: SensorIdentity; readonly encoding: Encoding },
): Promise<Buffer> {
  const request = requestOf(batch, content, identity);
  const body =
    encoding === 'protobuf' ? encodeLogsRequest(request) : logsRequestToJson(decoded(request));
  return compress(body, { level: GZIP_LEVEL });
}

function requestOf(
  batch: BatchName,
  { records, coverage }: BatchContent,
  identity: SensorIdentity,
): LogsRequest<Uint8Array> {
  const byWorkload = new Map<string, Uint8Array[]>();
  for (const { workload, bytes } of records) {
    const same = byWorkload.get(workload);
    if (same === undefined) byWorkload.set(workload, [bytes]);
    else same.push(bytes);
  }
  if (!batch.toldElsewhere) {
    const told = byWorkload.get(identity.workload) ?? [];
    const record = coverageToLogRecord(coverage, BigInt(batch.createdMs) * NS_PER_MS);
    told.push(encodeLogRecord(record));
    // Deleted first, so that it comes last.
    byWorkload.delete(identity.workload);
    byWorkload.set(identity.workload, told);
  }
  const scope = {
    name: BATCH.scopeName,
    version: identity.version,
    attributes: { [BATCH.idAttribute]: batch.id },
  };
  return {
    resourceLogs: [...byWorkload].map(([workload, logRecords]) => ({
      resource: { attributes: resourceOf(identity, workload) },
      scopeLogs: [{ scope, logRecords }],
    })),
  };
}

function resourceOf({ host, hostId }: SensorIdentity, workload: string): Record<string, string> {
  const attributes: Record<string, string> = {
    [RESOURCE_ATTRIBUTES.workload]: workload,
    [RESOURCE_ATTRIBUTES.host]: host,
  };
  if (hostId !== undefined) attributes[RESOURCE_ATTRIBUTES.hostId] = hostId;
  return attributes;
}

function decoded(request: LogsRequest<Uint8Array>): LogsRequest {
  return {
    resourceLogs: request.resourceLogs.map((logs) => ({
      ...logs,
      scopeLogs: logs.scopeLogs.map((scopeLogs) => ({
        ...scopeLogs,
        logRecords: scopeLogs.logRecords.flatMap((bytes): LogRecord[] => {
          const record = decodeLogRecord(bytes);
          // Behind a checksum, only a bug of our own can have made it unreadable.
          if (!record.ok) throw new Error(`a record of the spool: ${record.problem}`);
          return [record.value];
        }),
      })),
    })),
  };
}
