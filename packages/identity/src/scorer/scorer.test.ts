import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';

import type { Assessment } from '../engine/assessment.ts';
import { DEVICE_TYPES, NETWORK_KINDS, NO_DEVICE, type SignIn } from '../signals/sign-in.ts';
import { signInAt, START_MS, STRANGER, trainedHabit } from '../testing/habit.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const habit = trainedHabit(40);
const plain = signInAt(habit.nowMs);

function codes(signIn: SignIn): Map<string, number> {
  return new Map(
    habit.assess(signIn).reasons.map(({ code, contribution }) => [code, contribution]),
  );
}

function chrome(major: number): Partial<SignIn> {
  const { client } = signInAt(0);
  return { client: client === null ? null : { ...client, major } };
}

describe('an ordinary sign-in', () => {
  test('is allowed, with what speaks for it as reasons', () => {
    const { decision, score, reasons } = habit.assess(signInAt(habit.nowMs));
    assert.equal(decision, 'allow');
    assert.ok(score < -3);
    assert.equal(reasons[0]?.code, 'address-usual');
    assert.ok((reasons[0]?.contribution ?? 0) < -1);
  });

  test('is never challenged for a new address of the same network alone, or for a new version', () => {
    const moved = signInAt(habit.nowMs, {
      address: { key: 'new', asn: 29_695, country: 'NO', kind: 'access' },
    });
    assert.notEqual(habit.assess(moved).decision, 'step-up');
    assert.equal(habit.assess(signInAt(habit.nowMs, chrome(121))).decision, 'allow');
  });
});

describe('a stranger', () => {
  test('at night, from another country, with another browser is challenged', () => {
    const { decision, score, reasons, categories } = habit.assess(
      signInAt(habit.nowMs - 7 * HOUR_MS, STRANGER),
    );
    assert.equal(decision, 'step-up');
    assert.ok(score > 3);
    const against = reasons.filter(({ contribution }) => contribution > 0).map(({ code }) => code);
    for (const code of ['country-new', 'client-new', 'hour-unusual'] as const)
      assert.ok(against.includes(code), `${code} in ${against.join(' ')}`);
    assert.deepEqual(categories, ['device', 'pattern', 'place', 'time']);
  });

  test('in a hosting network is more suspect than in an access network', () => {
    const at = (kind: 'hosting' | 'access'): number =>
      habit.assess(
        signInAt(habit.nowMs, { address: { key: 'x', asn: 24_940, country: 'DE', kind } }),
      ).score;
    assert.ok(at('hosting') > at('access') + 2);
  });

  test('who arrives faster than an airliner gives a reason', () => {
    const soon = signInAt(habit.nowMs - DAY_MS + HOUR_MS, STRANGER);
    const found = habit.assess(soon).reasons.find(({ code }) => code === 'travel-implausible');
    assert.ok((found?.contribution ?? 0) > 2);
    assert.match(found?.text ?? '', /Brazil is at least \d+ km from Norway/);
  });
});

describe('versions', () => {
  test('an upgrade is expected, a downgrade is a reason', () => {
    const up = codes(signInAt(habit.nowMs, chrome(121))).get('version-upgrade');
    const down = codes(signInAt(habit.nowMs, chrome(115))).get('version-downgrade');
    assert.ok(up !== undefined && down !== undefined);
    assert.ok(down > 1.5 && down > up + 1);
  });
});

describe('missing data', () => {
  test('is missing evidence, never an anomaly', () => {
    const whole = habit.assess(signInAt(habit.nowMs)).score;
    const bare = habit.assess(
      signInAt(habit.nowMs, { address: null, client: null, failures: null }),
    );
    assert.equal(bare.decision, 'allow');
    assert.ok(bare.score > whole, 'what is not there cannot excuse either');
    assert.ok(bare.reasons.every(({ contribution }) => contribution < 0.6));
    const none = habit.assess(
      signInAt(habit.nowMs, { address: { key: 'x', asn: null, country: null, kind: 'access' } }),
    );
    assert.ok(none.reasons.every(({ code }) => !/^(country|network|address|kind)/.test(code)));
  });

  test('what an application has only begun to send is no news', () => {
    const { score } = habit.assess(plain);
    const begun = { deviceKey: NO_DEVICE, ja4: 'j1', utcOffsetMinutes: 60 };
    for (const [name, value] of Object.entries(begun)) {
      const with_ = habit.assess({ ...plain, [name]: value });
      assert.deepEqual([name, with_.score], [name, score]);
    }
    const without = trainedHabit(20, (day) =>
      signInAt(START_MS + day * DAY_MS, { address: null, client: null }),
    );
    const now = without.assess(signInAt(without.nowMs));
    assert.deepEqual(
      now.reasons.filter(({ code }) => code.endsWith('-new')),
      [],
    );
    assert.equal(now.decision, 'allow');
  });

  test('a request cannot choose the clock that its hour is read from', () => {
    const atNight = { ...plain, atMs: plain.atMs + 14 * HOUR_MS };
    const honest = habit.assess(atNight).reasons.find(({ code }) => code === 'hour-unusual');
    const lying = habit
      .assess({ ...atNight, utcOffsetMinutes: -14 * 60 })
      .reasons.find(({ code }) => code === 'hour-unusual');
    assert.ok(honest !== undefined);
    assert.deepEqual(lying, honest);
  });

  test('somebody without a history is not judged by it', () => {
    const { reasons, decision } = trainedHabit(0).assess(signInAt(START_MS));
    assert.ok(reasons.some(({ code }) => code === 'history-none'));
    assert.equal(decision, 'allow');
  });
});

describe('evidence that only an edge or a script brings', () => {
  const rich = trainedHabit(40, (day) =>
    signInAt(START_MS + day * DAY_MS, { deviceKey: 'laptop', ja4: 'j1', utcOffsetMinutes: 60 }),
  );
  const usual = signInAt(rich.nowMs, { deviceKey: 'laptop', ja4: 'j1', utcOffsetMinutes: 60 });

  test('a known device excuses more than anything else, its lack is a reason', () => {
    const known = rich.assess(usual);
    const missing = rich.assess({ ...usual, deviceKey: NO_DEVICE });
    const other = rich.assess({ ...usual, deviceKey: 'phone' });
    assert.ok(known.score < missing.score - 4);
    assert.ok(missing.reasons.some(({ code }) => code === 'device-missing'));
    assert.ok(other.reasons.some(({ code }) => code === 'device-new'));
  });

  test('a TLS stack that no such browser has is told apart from a new one', () => {
    const [family] = ['Chrome'];
    for (let n = 0; n < 40; n += 1) {
      rich.population.ja4.add('tool');
      rich.population.ja4.add('firefox-stack');
    }
    rich.population.ja4Families.add(`firefox-stack Firefox`);
    const { reasons } = rich.assess({ ...usual, ja4: 'firefox-stack' });
    const lie = reasons.find(({ code }) => code === 'ja4-inconsistent');
    assert.ok((lie?.contribution ?? 0) > 2);
    assert.match(lie?.text ?? '', new RegExp(`no other ${family}`));
  });

  test('a borrowed user agent is told by its hints, unless the user has always had such a one', () => {
    const { client } = usual;
    assert.ok(client !== null);
    const borrowed = { ...client, hintsAgree: false };
    const codes = ({ reasons }: Assessment): string[] => reasons.map(({ code }) => code);
    const lying = rich.assess({ ...usual, client: borrowed });
    assert.ok(codes(lying).includes('hints-inconsistent'));
    assert.ok(lying.score > rich.assess(usual).score + 3);
    const tinkerer = trainedHabit(20, (day) =>
      signInAt(START_MS + day * DAY_MS, { client: borrowed }),
    );
    const own = tinkerer.assess(signInAt(tinkerer.nowMs, { client: borrowed }));
    assert.equal(own.decision, 'allow');
    assert.ok(!codes(own).includes('hints-inconsistent'));
  });

  test('a clock of another part of the world is a reason, and says what it may mean', () => {
    const { reasons } = rich.assess({ ...usual, utcOffsetMinutes: 480 });
    assert.ok(reasons.some(({ text }) => /may be a proxy's/.test(text)));
    assert.ok(reasons.some(({ code }) => code === 'offset-elsewhere'));
    assert.ok(reasons.some(({ code }) => code === 'offset-new'));
  });
});

describe('reasons, over any sign-in', () => {
  const anything: fc.Arbitrary<SignIn> = fc.record({
    atMs: fc.integer({ min: habit.nowMs, max: habit.nowMs + 30 * DAY_MS }),
    address: fc.option(
      fc.record({
        key: fc.constantFrom('home-address', 'b', 'c'),
        asn: fc.option(fc.constantFrom(29_695, 24_940, 9009, 5)),
        country: fc.option(fc.constantFrom('NO', 'BR', 'XX')),
        kind: fc.constantFrom(...NETWORK_KINDS),
      }),
    ),
    client: fc.option(
      fc.record({
        family: fc.constantFrom('Chrome', 'Firefox'),
        major: fc.option(fc.integer({ min: 0, max: 200 })),
        os: fc.constantFrom('Windows', 'iOS'),
        osMajor: fc.option(fc.integer({ min: 0, max: 30 })),
        type: fc.constantFrom(...DEVICE_TYPES),
        modelKey: fc.option(fc.constantFrom('model-a', 'm')),
      }),
    ),
    deviceKey: fc.option(fc.constantFrom('d', NO_DEVICE)),
    ja4: fc.option(fc.constantFrom('j')),
    utcOffsetMinutes: fc.option(fc.integer({ min: -720, max: 720 })),
    roundTripMs: fc.option(fc.integer({ min: 0, max: 600_000 })),
    failures: fc.option(fc.integer({ min: 0, max: 1000 })),
  });

  test('sum to the score, are finite, and come strongest first', () => {
    fc.assert(
      fc.property(anything, (signIn) => {
        const { score, reasons } = habit.assess(signIn);
        const sum = reasons.reduce((total, { contribution }) => total + contribution, 0);
        assert.ok(Number.isFinite(score) && Math.abs(sum - score) < 1e-9 + 1e-3);
        assert.equal(Number(sum.toFixed(3)), score);
        for (const [at, { contribution }] of reasons.entries())
          assert.ok(
            at === 0 || Math.abs(contribution) <= Math.abs(reasons[at - 1]?.contribution ?? 0),
          );
      }),
    );
  });

  test('are the same for the same sign-in', () => {
    fc.assert(
      fc.property(anything, (signIn) => {
        assert.deepEqual(habit.assess(signIn), habit.assess(signIn));
      }),
    );
  });

  test('putting the top reason’s value back to the usual one lowers the score', () => {
    fc.assert(
      fc.property(anything, (signIn) => {
        const { score, reasons } = habit.assess(signIn);
        const top = reasons.find(({ contribution }) => contribution > 0);
        // Of next to nothing: another day has another pause, which may weigh as much.
        if (top === undefined || top.contribution < 0.1) return;
        const usual = signInAt(habit.nowMs);
        const about = top.code.split('-')[0];
        const restored: SignIn | null =
          about === 'hour'
            ? // The same day: another one would change the pause as well.
              { ...signIn, atMs: Math.floor(signIn.atMs / DAY_MS) * DAY_MS + 9 * HOUR_MS }
            : about === 'weekday'
              ? { ...signIn, atMs: plain.atMs + 7 * DAY_MS }
              : ['country', 'network', 'address', 'kind', 'travel', 'pairing'].includes(about ?? '')
                ? { ...signIn, address: usual.address }
                : ['client', 'model', 'version', 'system'].includes(about ?? '')
                  ? { ...signIn, client: usual.client }
                  : about === 'failures'
                    ? { ...signIn, failures: 0 }
                    : null;
        if (restored === null) return;
        assert.ok(habit.assess(restored).score < score, top.code);
      }),
    );
  });
});
