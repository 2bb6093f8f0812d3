/**
 * A sensor's second half in a process of its own, to be killed or to have its disk filled by a
 * test: takes events for ever, or a number of them, and says on stdout what it has taken.
 */
import { createCoverageLedger } from '../batch/coverage-ledger.ts';
import { SensorLimits } from '../limits/limits.ts';
import { createShippingSink } from '../sinks/shipping-sink.ts';
import { lockState } from '../spool/state-lock.ts';

const [stateFolder = '', endpoint = '', count = '0', size = '10'] = process.argv.slice(2);
const unlock = lockState(stateFolder);
const ledger = createCoverageLedger();
const sink = createShippingSink({
  stateFolder,
  destination: { endpoint, encoding: 'protobuf' },
  identity: { host: 'h', workload: 'sensor', version: '1' },
  limits: SensorLimits.parse({
    batchEvents: 50,
    flushMs: 20,
    drainMs: 5_000,
    memoryBytes: 1_048_576,
  }),
  ledger,
  nowMs: Date.now,
  random: Math.random,
  notice: (text) => process.stderr.write(`${text}\n`),
});
const events = Number(count);
let taken = 0;
const step = (): void => {
  for (let burst = 0; burst < 7; burst += 1) {
    if (events > 0 && taken === events) break;
    taken += 1;
    ledger.received();
    sink.take({
      ...{
        t: taken,
        host: 'h',
        workload: 'w',
        pid: taken,
        ppid: 1,
        uid: 0,
        comm: 'c',
        parent: 'p',
      },
      ...{ exe: '/x', argv: ['x', 'y'.repeat(Number(size))], kind: 'exec' },
    });
  }
  sink.tick();
  // Said after the tick: what is said is on the disk.
  process.stdout.write(`${taken}\n`);
};
const timer = setInterval(() => {
  step();
  if (taken !== events) return;
  clearInterval(timer);
  void sink.close().then(unlock);
}, 1);
