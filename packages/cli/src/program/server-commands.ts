import { type Command, InvalidArgumentError, Option } from 'commander';

import type { ServeOptions } from '../commands/serve.ts';
import type { UpOptions } from '../commands/up.ts';
import { parseEvery } from '../parse-duration.ts';
import { type CommandContext, inventoryOption } from './options.ts';
import { withSignIns } from './sign-in-options.ts';

const PORT_DEFAULT = 4780;
const RETENTION_DAYS_DEFAULT = 7;
const RETENTION_DAYS_MAX = 3_650;
const PORT_MAX = 65_535;
const LOOPBACK = '127.0.0.1';
const EVERY_DEFAULT_MS = 60 * 60 * 1_000;

const UP_EXAMPLES = `
Examples:
  $ sudo vedette up                 server, sensor and sweeps of this machine, until Ctrl-C
  $ vedette up --no-sensor          without root: what needs it is left out, and said
  $ sudo vedette findings           in another terminal, as the same user: what is wrong
  $ sudo vedette events --follow    what is started, with scores

Nothing leaves this machine, unless you name a webhook (VEDETTE_WEBHOOK_URL) or an embedding model
elsewhere (VEDETTE_EMBEDDINGS_URL): then findings, or command lines with their secrets hidden, go there.
Without root the sensor sees less or nothing; the rest runs.
Exit codes: 0 stopped in order · 2 another server, or the port is taken · 130 ended at once`;

const SERVE_EXAMPLES = `
Examples:
  $ vedette serve                                         for a proxy with TLS on this machine
  $ vedette serve --clickhouse https://ch.example:8443 --baselines s3://bucket/vedette
  $ vedette serve --listen 10.0.0.5 --public-name vedette.internal

The password of ClickHouse comes from VEDETTE_CLICKHOUSE_PASSWORD or --clickhouse-password-file,
its user from VEDETTE_CLICKHOUSE_USER; what object storage needs comes from its usual variables
(AWS_ACCESS_KEY_ID, …). Tokens for sensors: vedette token create. A model that helps searching in words, none by
default: VEDETTE_EMBEDDINGS_URL and VEDETTE_EMBEDDINGS_MODEL, or VEDETTE_EMBEDDINGS_FOLDER.
Exit codes: 0 stopped in order · 2 usage, another server, or the port is taken · 70 it failed`;

/** `vedette up` and `vedette serve`. */
export function addServerCommands(program: Command, context: CommandContext): void {
  addUp(program, context);
  addServe(program, context);
}

function addUp(program: Command, { here, done }: CommandContext): void {
  withSignIns(withPort(program.command('up')))
    .description('everything on this machine: server, sensor and sweeps, until Ctrl-C')
    .addOption(inventoryOption())
    .addOption(everyOption())
    .option('--workload <name>', 'of what neither a container nor a unit names (default: the host)')
    .option('--no-sensor', 'do not watch what is started on this machine')
    .option('--no-sweep', 'do not sweep')
    .addHelpText('after', UP_EXAMPLES)
    .action(async (_options: unknown, command: Command) => {
      const { up } = await import('../commands/up.ts');
      done(await up(here, command.optsWithGlobals<UpOptions>()));
    });
}

function addServe(program: Command, { here, done }: CommandContext): void {
  withSignIns(withPort(program.command('serve')))
    .description('the server alone, for a fleet: takes events, scores, stores, tells')
    .addOption(
      new Option(
        '--listen <address>',
        'there is no TLS: beyond this machine only behind a proxy',
      ).default(LOOPBACK),
    )
    .option('--public-name <name...>', 'names of this server in the requests of a proxy')
    .option('--clickhouse <url>', 'keep events there: http(s)://host:port[/database]')
    .option('--clickhouse-password-file <file>', 'holds its password')
    .option('--baselines <uri>', 'keep baselines there: a folder, s3://, gs:// or az://')
    .option('--state <folder>', 'of the journal, findings and tokens')
    .addOption(
      new Option('--name <name>', 'among servers that share stores; keep it').default('main'),
    )
    .option('--retention <days>', 'how long events are kept', parseDays, RETENTION_DAYS_DEFAULT)
    .option('--sweep', 'sweep the inventory, too')
    .addOption(inventoryOption())
    .addOption(everyOption())
    .addHelpText('after', SERVE_EXAMPLES)
    .action(async (_options: unknown, command: Command) => {
      const { serve } = await import('../commands/serve.ts');
      done(await serve(here, command.optsWithGlobals<ServeOptions>()));
    });
}

function everyOption(): Option {
  return new Option('--every <duration>', 'sweep at this pace')
    .argParser(parseEvery)
    .default(EVERY_DEFAULT_MS, '1h');
}

function withPort(command: Command): Command {
  return command.option('--port <n>', 'to listen on; 0 for any', parsePort, PORT_DEFAULT);
}

function parseDays(text: string): number {
  const days = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (days >= 1 && days <= RETENTION_DAYS_MAX) return days;
  throw new InvalidArgumentError(`It must be between 1 and ${RETENTION_DAYS_MAX}.`);
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : PORT_MAX + 1;
  if (port <= PORT_MAX) return port;
  throw new InvalidArgumentError(`It must be between 0 and ${PORT_MAX}.`);
}
