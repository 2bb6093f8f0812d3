import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, gzipSync } from 'node:zlib';

import { startEngine } from '../engines/chdb/engine-link.ts';
import { readParam } from './read-param.ts';

/** What is only of the HTTP interface, and no setting of the engine. */
const HTTP_ONLY = new Set([
  'query',
  'query_id',
  'database',
  'default_format',
  'enable_http_compression',
  'cancel_http_readonly_queries_on_client_close',
]);
const INSERT = /^INSERT INTO (\w+) \(([\w, ]+)\) FORMAT JSONCompactEachRow$/;
const AUTHENTICATION_FAILED = 516;
const UNKNOWN_DATABASE = 81;
const REQUEST_MS_MAX = 60_000;
/** As ClickHouse has it; parameters are in the URL. */
const URL_BYTES_MAX = 1024 * 1024;

/** What the endpoint did with what was sent to it. */
export interface ClickhouseHttp {
  readonly url: string;
  /** Requests, by what the connection was asked for. */
  readonly seen: { inserts: number; gzipRequests: number; gzipAnswers: number };
  /** The next requests are done, and then their connection breaks before the answer. */
  breakNext(count: number): void;
  close(): Promise<void>;
}

interface EndpointSettings {
  readonly folder: string;
  readonly database: string;
  readonly username: string;
  readonly password: string;
  /** Instead of the engine's own. */
  readonly version?: string;
}

/**
 * ClickHouse's HTTP interface, as far as its official client uses it, before a chDB engine: where
 * no ClickHouse server can be installed, the client, the wire and the SQL are still the real ones.
 */
export async function serveClickhouse(settings: EndpointSettings): Promise<ClickhouseHttp> {
  const { folder, database, username, password, version } = settings;
  const engine = await startEngine(folder, REQUEST_MS_MAX);
  const seen = { inserts: 0, gzipRequests: 0, gzipAnswers: 0 };
  let breaking = 0;

  const run = async (sql: string, url: URL, body: Uint8Array): Promise<Uint8Array> => {
    const params = Object.fromEntries(
      [...url.searchParams].flatMap(([key, text]) => {
        const name = key.startsWith('param_') ? key.slice('param_'.length) : '';
        return name === '' ? [] : [[name, readParam(sql, name, text)] as const];
      }),
    );
    const options = { withinMs: REQUEST_MS_MAX };
    const [, table, columns] = INSERT.exec(sql) ?? [];
    if (table === undefined || columns === undefined) {
      return engine.ask(
        { do: 'run', sql: versioned(withoutFormat(sql), version), params },
        options,
      );
    }
    seen.inserts += 1;
    const settings = Object.fromEntries(
      [...url.searchParams].filter(([name]) => !HTTP_ONLY.has(name) && !name.startsWith('param_')),
    );
    return engine.ask(
      { do: 'insert', table, columns: columns.split(', '), settings },
      { ...options, body },
    );
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const sent = await buffer(request);
    const zipped = request.headers['content-encoding'] === 'gzip';
    if (zipped) seen.gzipRequests += 1;
    const body = zipped ? gunzipSync(sent) : sent;
    if (url.pathname === '/ping') {
      response.end('Ok.\n');
      return;
    }
    const expected = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    if (request.headers.authorization !== expected) {
      fail(
        response,
        AUTHENTICATION_FAILED,
        `Code: 516. DB::Exception: ${username}: Authentication failed: password is incorrect. (AUTHENTICATION_FAILED)`,
      );
      return;
    }
    const asked = url.searchParams.get('database');
    if (asked !== null && asked !== database) {
      fail(
        response,
        UNKNOWN_DATABASE,
        `Code: 81. DB::Exception: Database ${asked} does not exist. (UNKNOWN_DATABASE)`,
      );
      return;
    }
    const query = url.searchParams.get('query');
    try {
      const result = await run(query ?? body.toString(), url, query === null ? EMPTY : body);
      if (breaking > 0) {
        breaking -= 1;
        response.destroy();
      } else if (url.searchParams.get('enable_http_compression') === '1') {
        seen.gzipAnswers += 1;
        response.setHeader('content-encoding', 'gzip').end(gzipSync(result));
      } else {
        response.end(result);
      }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      fail(response, Number(/Code: (\d+)/.exec(message)?.[1] ?? 0), message);
    }
  };

  const http = createServer({ maxHeaderSize: URL_BYTES_MAX }, (request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(new Error(String(error))));
  });
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve);
  });
  const address = http.address();
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    seen,
    breakNext: (count) => {
      breaking = count;
    },
    async close() {
      http.closeAllConnections();
      await new Promise((resolve) => {
        http.close(resolve);
      });
      await engine.close(REQUEST_MS_MAX);
    },
  };
}

const EMPTY = new Uint8Array(0);

function fail(response: ServerResponse, code: number, message: string): void {
  response.statusCode = code === AUTHENTICATION_FAILED ? 403 : 500;
  response.setHeader('X-ClickHouse-Exception-Code', String(code)).end(`${message}\n`);
}

function versioned(sql: string, version: string | undefined): string {
  if (version === undefined) return sql;
  return sql.replace('version() AS version', `'${version}' AS version`);
}

/** The client adds the format at the end; the engine's process always answers in this one. */
function withoutFormat(sql: string): string {
  return sql.replace(/\s+FORMAT JSONEachRow\s*$/, '');
}
