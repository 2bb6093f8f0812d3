import type { Endpoint } from '@vedette/server';
import { z } from 'zod';

import { makeToken } from '../server/make-token.ts';
import { HOSTILE_TEXTS } from './hostile-text.ts';

const APPLICATION = 'shop';
const HOME = {
  address: '198.51.100.7',
  userAgent:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  device: 'vera-laptop',
};
const STRANGER = {
  address: '203.0.113.66',
  userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:109.0) Gecko/20100101 Firefox/115.0',
  device: null,
};
const Assessed = z.object({ id: z.string() });

/** A user at home some times, a stranger with their password, and a user with a hostile name. */
export async function tellSignIns({ url }: Endpoint, stateHome: string): Promise<void> {
  const token = await makeToken(stateHome, 'sign-ins');
  const post = async (path: string, body: object): Promise<unknown> => {
    const response = await fetch(`${url}${path}`, {
      ...{ method: 'POST', body: JSON.stringify(body) },
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return answer;
  };
  const signIn = async (user: string, facts: object): Promise<string> =>
    Assessed.parse(await post('/v1/signins/assess', { application: APPLICATION, user, facts })).id;
  for (let time = 0; time < 8; time += 1) {
    const id = await signIn('vera', HOME);
    await post('/v1/signins/confirm', {
      application: APPLICATION,
      user: 'vera',
      id,
      outcome: 'confirmed',
    });
  }
  await signIn('vera', STRANGER);
  for (const text of HOSTILE_TEXTS)
    await signIn(text.slice(0, 60), { ...STRANGER, userAgent: text });
}
