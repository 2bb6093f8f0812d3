import type { StoredEvent } from '../api/shapes.ts';

type Event = StoredEvent['event'];

/** What a kind of event is, between the program and the rest of a sentence. */
export function happeningOf({ kind, endpoint, exitCode, signal, errno }: Event): string {
  switch (kind) {
    case 'exec':
      return 'was started';
    case 'running':
      return 'was found running when the sensor began';
    case 'exit':
      return signal === undefined || signal === 0
        ? `ended with exit code ${exitCode ?? '?'}`
        : `was ended by signal ${signal}`;
    case 'exec-failed':
      return `could not be started${errno === undefined ? '' : ` (errno ${errno})`}`;
    case 'connect':
      return endpoint === undefined ? 'connected' : `connected to ${endpointText(endpoint)}`;
    case 'listen':
      return endpoint === undefined ? 'listened' : `listened on ${endpointText(endpoint)}`;
  }
}

/** The other end of a connection. */
export function endpointText({ protocol, address, port }: NonNullable<Event['endpoint']>): string {
  return `${address.includes(':') ? `[${address}]` : address}:${port}/${protocol}`;
}
