/**
 * The service in a process of its own, to be killed by a test: signs users in for ever, several
 * at once, and says on stdout how many sign-ins of whom have been learned.
 */
import { createSignInService } from '../create-sign-in-service.ts';

const [stateFolder = '', round = ''] = process.argv.slice(2);
const USERS = 8;
let nowMs = Date.UTC(2026, 0, 5, 9);
const service = await createSignInService({ stateFolder, clock: () => nowMs });

async function signInForEver(user: string): Promise<never> {
  for (let learned = 0; ; learned += 1) {
    nowMs += 1;
    const whose = { application: 'shop', user };
    const { id } = await service.assess('org', { ...whose, facts: { address: '8.8.8.8' } });
    const became = await service.confirm('org', { ...whose, id, outcome: 'confirmed' });
    // Said after the answer: what is said is on the disk.
    if ('became' in became && became.became === 'learned')
      process.stdout.write(`${user} ${learned + 1}\n`);
  }
}

await Promise.all(
  Array.from({ length: USERS }, async (_, at) => signInForEver(`user-${round}-${at}`)),
);
