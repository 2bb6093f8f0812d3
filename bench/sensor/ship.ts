import { type BenchResult, figure, type Measured } from '../benchmark.ts';
import { type Cost, costOf, type Ground, middle } from './cost.ts';
import { type CountingReceiver, startCountingReceiver } from './count-received.ts';
import { OURS, PEERS, shipping, type Tool } from './tools.ts';

const ROUNDS = 3;
/** Those that print what they see; nothing that ships executions is in Debian. */
const PRINTERS = PEERS.slice(0, 2);
const ENCODINGS = ['protobuf', 'json'] as const;

type Encoding = (typeof ENCODINGS)[number];

interface Shipped {
  readonly cost: Cost;
  readonly bytesPerEvent: number;
}

/** What it costs to send what is seen, beside what it costs to print it, and how much is sent. */
export async function benchShip(ground: Ground): Promise<BenchResult[]> {
  const printed = new Map<Tool, Cost[] | string>([OURS, ...PRINTERS].map((tool) => [tool, []]));
  const shipped = new Map<Encoding, Shipped[] | string>(ENCODINGS.map((name) => [name, []]));
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const [encoding, known] of shipped) {
      ground.say(`ship: round ${round} of ${ROUNDS}, sensor run, ${encoding}`);
      const taken = await shippedBy(encoding, ground);
      if (typeof taken === 'string') shipped.set(encoding, taken);
      else if (typeof known !== 'string') known.push(taken);
    }
    for (const [tool, known] of printed) {
      ground.say(`ship: round ${round} of ${ROUNDS}, ${tool.name}`);
      const cost = await costOf(tool, ground);
      if (typeof cost === 'string') printed.set(tool, cost);
      else if (typeof known !== 'string') known.push(cost);
    }
  }
  const ofPrinted = (tool: Tool): Measured =>
    rounded(printed.get(tool) ?? 'not run', ({ cpuUsPerEvent }) => cpuUsPerEvent);
  const ofShipped = (encoding: Encoding, of: (one: Shipped) => number): Measured =>
    rounded(shipped.get(encoding) ?? 'not run', of);
  const cpu = ({ cost }: Shipped): number => cost.cpuUsPerEvent;
  const bytes = ({ bytesPerEvent }: Shipped): number => bytesPerEvent;
  return [
    figure('CPU of sensor run per event', 'µs', ofShipped('protobuf', cpu), {
      'sensor run, json': ofShipped('json', cpu),
      'sensor record': ofPrinted(OURS),
      ...Object.fromEntries(PRINTERS.map((tool) => [tool.name, ofPrinted(tool)])),
    }),
    figure('sent per event, gzipped', 'bytes', ofShipped('protobuf', bytes), {
      json: ofShipped('json', bytes),
    }),
  ];
}

function rounded<Item>(known: readonly Item[] | string, of: (item: Item) => number): Measured {
  return typeof known === 'string' ? known : Number(middle(known.map(of)).toFixed(1));
}

async function shippedBy(encoding: Encoding, ground: Ground): Promise<Shipped | string> {
  const receiver: CountingReceiver = await startCountingReceiver();
  try {
    const cost = await costOf(shipping(receiver, encoding), ground);
    if (typeof cost === 'string') return cost;
    const { bytes, events } = receiver.counts();
    return { cost, bytesPerEvent: bytes / events };
  } finally {
    await receiver.close();
  }
}
