import { openSigningKey } from '../signing-key.ts';

const [folder = ''] = process.argv.slice(2);
process.stdout.write(openSigningKey(folder).publicPem);
