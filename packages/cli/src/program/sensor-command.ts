import { type Command, InvalidArgumentError, Option } from 'commander';

import type { DoctorOptions, RecordOptions, RunOptions } from '../commands/sensor.ts';
import { parseExpiry } from '../parse-duration.ts';
import { type CommandContext, jsonOption } from './options.ts';

const RUN_EXAMPLES = `
Examples:
  $ VEDETTE_TOKEN=… vedette sensor run --endpoint https://vedette.example.com
  $ vedette sensor run --endpoint http://127.0.0.1:4318     any OpenTelemetry Collector

The token comes from --token-file or VEDETTE_TOKEN, the endpoint may come from VEDETTE_ENDPOINT.
SIGTERM and Ctrl-C deliver what waits for a few seconds and leave; the rest stays in the spool.`;

const RECORD_EXAMPLES = `
Examples:
  $ vedette sensor record --for 60s --output normal.jsonl
  $ vedette sensor record | jq -r 'select(.kind == "exec") | .argv | join(" ")'

Exit codes: 0 whole · 3 something was missed, which is said on stderr`;

/** `vedette sensor run`, `record` and `doctor`. */
export function addSensorCommand(program: Command, context: CommandContext): void {
  const sensor = program
    .command('sensor')
    .description('see every program that is started on this host')
    .action(() => sensor.help({ error: true }));
  addRun(sensor, context);
  addRecord(sensor, context);
  addDoctor(sensor, context);
}

function addRun(sensor: Command, { here, done }: CommandContext): void {
  withEndpoint(withCapture(sensor.command('run')))
    .description('send executions to a server, or to any OTLP/HTTP receiver, until it is stopped')
    .option(
      '--cpu <percent>',
      'of one core; beyond it, exits and then connections are given up',
      whole,
    )
    .option('--memory <MiB>', 'for events that the disk does not take', whole)
    .option('--spool <MiB>', 'of disk for what is not delivered; the oldest goes first', whole)
    .option('--batch-age <duration>', 'send at least this often, up to 60s (default)', parseExpiry)
    .addHelpText('after', RUN_EXAMPLES)
    .action(async (_options: unknown, command: Command) => {
      const { runSensor } = await import('../commands/sensor.ts');
      done(await runSensor(here, command.optsWithGlobals<RunOptions>()));
    });
}

function addRecord(sensor: Command, { here, done }: CommandContext): void {
  withCapture(sensor.command('record'))
    .description('write executions as NDJSON, one event a line')
    .option('--output <file>', 'a new file, for its owner only (default: stdout)')
    .option('--for <duration>', 'stop after 60s, 15m, 12h …', parseExpiry)
    .option('--count <n>', 'stop after so many events', whole)
    .addHelpText('after', RECORD_EXAMPLES)
    .action(async (_options: unknown, command: Command) => {
      const { recordExecutions } = await import('../commands/sensor.ts');
      done(await recordExecutions(here, command.optsWithGlobals<RecordOptions>()));
    });
}

function addDoctor(sensor: Command, { here, done }: CommandContext): void {
  withEndpoint(sensor.command('doctor'))
    .description('say which capture works here and why not the others, and what belongs to what')
    .option('--workload <name>', 'of what neither a container nor a unit names')
    .addOption(jsonOption())
    .action(async (_options: unknown, command: Command) => {
      const { sensorDoctor } = await import('../commands/sensor.ts');
      done(await sensorDoctor(here, command.optsWithGlobals<DoctorOptions>()));
    });
}

function withCapture(command: Command): Command {
  return command
    .addOption(
      new Option('--capture <rung>', 'how to see executions')
        .choices(['auto', 'bpf', 'netlink', 'poll'])
        .default('auto'),
    )
    .option('--workload <name>', 'of what neither a container nor a unit names (default: the host)')
    .option('--state <folder>', 'the only folder that is written to');
}

function withEndpoint(command: Command): Command {
  return command
    .option('--endpoint <url>', 'OTLP/HTTP; /v1/logs is put behind it')
    .option('--token-file <file>', 'holds the bearer token')
    .addOption(
      new Option('--encoding <name>', 'of OTLP').choices(['protobuf', 'json']).default('protobuf'),
    );
}

function whole(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number above zero.');
}
