/** Makes tokens in a process of its own, beside others that do the same. */
import { openTokens } from '../tokens/open-tokens.ts';

const [file = '', name = '', count = '0'] = process.argv.slice(2);
const tokens = openTokens({ file, nowMs: Date.now });
for (let made = 0; made < Number(count); made += 1) {
  await tokens.create({ org: 'acme', name: `${name}-${made}`, scope: 'ingest' });
}
