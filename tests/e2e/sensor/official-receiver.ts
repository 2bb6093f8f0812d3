import { createServer, type IncomingHttpHeaders } from 'node:http';
import { gunzipSync } from 'node:zlib';

import generated from '@opentelemetry/otlp-transformer/build/src/generated/root.js';
import { z } from 'zod';

const LOOPBACK = '127.0.0.1';

/** As protobufjs generates it; its own types do not say what is in a root. */
interface Codec {
  readonly decode: (bytes: Uint8Array) => object;
  readonly encode: (message: object) => { readonly finish: () => Uint8Array };
  readonly fromObject: (plain: object) => object;
  readonly toObject: (message: object, options: object) => unknown;
  readonly verify: (message: object) => string | null;
}
const Codec = z.custom<Codec>((value) => typeof value === 'function');
const codecs = z.object({ ExportLogsServiceRequest: Codec, ExportLogsServiceResponse: Codec });
const { ExportLogsServiceRequest, ExportLogsServiceResponse } = z
  .object({
    opentelemetry: z.object({
      proto: z.object({ collector: z.object({ logs: z.object({ v1: codecs }) }) }),
    }),
  })
  .parse(generated).opentelemetry.proto.collector.logs.v1;
/** ProtoJSON as OTLP has it: enums are numbers. */
const AS_JSON = { longs: String, enums: Number, bytes: String } as const;

const Attributes = z.array(
  z.strictObject({ key: z.string(), value: z.record(z.string(), z.unknown()) }),
);
const Request = z.strictObject({
  resourceLogs: z.array(
    z.strictObject({
      resource: z.strictObject({ attributes: Attributes }),
      scopeLogs: z.array(
        z.strictObject({
          scope: z.strictObject({ name: z.string(), version: z.string(), attributes: Attributes }),
          logRecords: z.array(
            z.strictObject({
              timeUnixNano: z.string(),
              severityNumber: z.number().optional(),
              attributes: Attributes,
              eventName: z.string(),
            }),
          ),
        }),
      ),
    }),
  ),
});

/** What the official code made of one request. */
export interface OfficialRequest {
  readonly headers: IncomingHttpHeaders;
  readonly request: z.infer<typeof Request>;
  /** What the sender wrote that the official definitions do not know. */
  readonly unknown: string[];
}

export interface OfficialReceiver {
  readonly url: string;
  readonly requests: readonly OfficialRequest[];
  readonly close: () => Promise<void>;
}

/**
 * An OTLP/HTTP receiver of which everything that reads and writes OTLP is OpenTelemetry's own
 * generated code. It rejects one record of the first request, as a partial success.
 */
export async function startOfficialReceiver(reason: string): Promise<OfficialReceiver> {
  const requests: OfficialRequest[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const type = incoming.headers['content-type'] ?? '';
      const json = type === 'application/json';
      requests.push(read(incoming.headers, { body: gunzipSync(Buffer.concat(chunks)), json }));
      const partialSuccess = { rejectedLogRecords: 1, errorMessage: reason };
      const answer = requests.length === 1 ? { partialSuccess } : {};
      response.writeHead(200, { 'content-type': type });
      response.end(
        json
          ? JSON.stringify(ExportLogsServiceResponse.fromObject(answer))
          : ExportLogsServiceResponse.encode(answer).finish(),
      );
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, LOOPBACK, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP address');
  return {
    url: `http://${LOOPBACK}:${address.port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function read(
  headers: IncomingHttpHeaders,
  { body, json }: { readonly body: Buffer; readonly json: boolean },
): OfficialRequest {
  const sent: unknown = json ? JSON.parse(body.toString('utf8')) : undefined;
  const message = json
    ? ExportLogsServiceRequest.fromObject(z.record(z.string(), z.unknown()).parse(sent))
    : ExportLogsServiceRequest.decode(body);
  const problem = ExportLogsServiceRequest.verify(message);
  if (problem !== null) throw new Error(problem);
  const plain: unknown = ExportLogsServiceRequest.toObject(message, AS_JSON);
  return { headers, request: Request.parse(plain), unknown: json ? missingFrom(plain, sent) : [] };
}

/** Names in `sent` that did not survive the way through the official message; empty lists do not. */
function missingFrom(kept: unknown, sent: unknown, at = ''): string[] {
  if (typeof sent !== 'object' || sent === null) return [];
  return Object.entries(sent).flatMap(([name, value]) => {
    const path = `${at}/${name}`;
    if (Array.isArray(value) && value.length === 0) return [];
    if (typeof kept !== 'object' || kept === null || !(name in kept)) return [path];
    return missingFrom(Object.entries(kept).find(([key]) => key === name)?.[1], value, path);
  });
}
