import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { VedetteError } from '@vedette/core';
import fc from 'fast-check';

import { parseInventory } from './parse-inventory.ts';

const FILE = '/etc/fleet/inventory.toml';

function messageOf(text: string): string {
  try {
    parseInventory(text, FILE);
  } catch (error) {
    assert.ok(error instanceof VedetteError);
    assert.equal(error.code, 'inventory-invalid');
    return error.message.replaceAll(`${FILE}:`, '');
  }
  return assert.fail('the inventory is valid');
}

describe('parseInventory', () => {
  it('reads a whole inventory', () => {
    const text = `
      [settings]
      armed = true
      container = "stop"
      freezes_per_host = 0
      freezes_per_fleet = 500
      evidence_mb = 1
      ssh_timeout_secs = 30
      concurrency = 4
      total_timeout_secs = 600
      jitter_secs = 0.5
      ssh_config = "ssh/config"

      [[host]]
      ssh = "deploy@web-1.example:2222"
      name = "web one"
      note = "primary web + app services"
      tags = ["web", "öffentlich"]
      sudo = true

      [[host]]
      ssh = "fe80::1%eth0"
    `;
    assert.deepEqual(parseInventory(text, FILE), {
      file: FILE,
      settings: {
        armed: true,
        container: 'stop',
        freezesPerHost: 0,
        freezesPerFleet: 500,
        evidenceMb: 1,
        sshTimeoutSecs: 30,
        concurrency: 4,
        totalTimeoutSecs: 600,
        jitterSecs: 0.5,
        sshConfig: '/etc/fleet/ssh/config',
      },
      hosts: [
        {
          name: 'web one',
          ssh: 'deploy@web-1.example:2222',
          note: 'primary web + app services',
          tags: ['web', 'öffentlich'],
          sudo: true,
        },
        { name: 'fe80::1%eth0', ssh: 'fe80::1%eth0', note: '', tags: [], sudo: false },
      ],
    });
  });

  it('observes only, with the defaults, where nothing is said', () => {
    const { settings } = parseInventory('[[host]]\nssh = "a"\n', FILE);
    assert.deepEqual(settings, {
      armed: false,
      container: 'pause',
      freezesPerHost: 3,
      freezesPerFleet: 10,
      evidenceMb: 256,
      sshTimeoutSecs: 45,
      concurrency: 8,
      totalTimeoutSecs: null,
      jitterSecs: 0,
      sshConfig: null,
    });
  });

  const invalid: readonly (readonly [string, string])[] = [
    ['', '1: [[host]]: the fleet is empty: add a [[host]] table with ssh = "alias"'],
    ['host = []', '1: [[host]]: the fleet is empty: add a [[host]] table with ssh = "alias"'],
    ['[host]\nssh = "a"', '1: [[host]]: must be written with two brackets: [[host]]'],
    ['[[host]]\nssh = "a"\nshh = 1', '3: [[host]] shh: unknown key; did you mean ssh?'],
    ['[[host]]\nssh = "a"\nport = 22', '3: [[host]] port: unknown key'],
    ['[[host]]\nssh = "a"\nnote.x = 1', '3: [[host]] note: expected string, received object'],
    ['[[host]]\n\n[[host]]\nssh = "a"', '1: [[host]] ssh: is missing'],
    ['host = [\n{ssh = "a"},\n{ssh = 1},\n]', '3: [[host]] ssh: expected string, received number'],
    ['[setings]\n[[host]]\nssh = "a"', '1: setings: unknown key; did you mean settings?'],
    ['settings = 3\n[[host]]\nssh = "a"', '1: [settings]: expected a table, received number'],
    [
      '[settings]\nssh_timeout_secs = 4\n[[host]]\nssh = "a"',
      '2: [settings] ssh_timeout_secs: must be at least 5',
    ],
    [
      '[settings]\n"concurrency" = 65\n[[host]]\nssh = "a"',
      '2: [settings] concurrency: must be at most 64',
    ],
    [
      '[settings]\ncontainer = "kill"\n[[host]]\nssh = "a"',
      '2: [settings] container: must be "pause" or "stop"',
    ],
    [
      '[settings]\nfreezes_per_host = 51\n[[host]]\nssh = "a"',
      '2: [settings] freezes_per_host: must be at most 50',
    ],
    [
      '[settings]\nfreezes_per_fleet = 1.5\n[[host]]\nssh = "a"',
      '2: [settings] freezes_per_fleet: must be whole',
    ],
    [
      '[settings]\nevidence_mb = 0\n[[host]]\nssh = "a"',
      '2: [settings] evidence_mb: must be at least 1',
    ],
    [
      '[[host]]\nssh = "a"\n[[host]]\nssh = "b"\nname = "a"',
      '5: [[host]] name: a host named a is already on line 1; give one a name of its own',
    ],
    ['[[host]]\nssh = "a"\nssh = "b"', '3: syntax: not valid TOML: '],
    ['[[host]]\nssh = "a', '2: syntax: not valid TOML: '],
    ['[[host]]\nssh = "a"\nname = "a\\u202e"', '3: [[host]] name: holds a control or invisible'],
    ['[[host]]\nssh = "a"\nname = "-a"', '3: [[host]] name: must not be empty, start with -'],
    ['[__proto__]\narmed = true', '1: __proto__: unknown key'],
    ['[[host]]\nssh = "a"\nconstructor.prototype.x = 1', '3: constructor: unknown key'],
  ];
  for (const [text, message] of invalid) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      const actual = messageOf(text);
      assert.equal(actual.slice(0, message.length), message);
    });
  }

  const aliases = ['-oProxyCommand=x', 'a b', 'a;b', '$(a)', 'a\\nb', "a'", '', 'u@-x', 'a/b', 'é'];
  for (const alias of aliases) {
    it(`refuses the alias ${JSON.stringify(alias)}`, () => {
      assert.match(messageOf(`[[host]]\nssh = "${alias}"`), /^2: \[\[host\]\] ssh: /);
    });
  }

  it('says everything that is wrong at once, in the order of the file', () => {
    const text = '[settings]\narmd = true\n[[host]]\nssh = "-x"\ntagz = []\n';
    assert.deepEqual(
      messageOf(text)
        .split('\n')
        .map((line) => line.split(' ').slice(0, 3).join(' ')),
      ['2: [settings] armd:', '4: [[host]] ssh:', '5: [[host]] tagz:'],
    );
  });

  it('gives an inventory or says what is wrong with a line, whatever it reads', () => {
    const word = fc.constantFrom(
      '[settings]',
      '[[host]]',
      '[host]',
      'ssh',
      'tags',
      '"x"',
      'x',
      '=',
      '[',
      ']',
      '{',
      '}',
      ',',
      '.',
      '\n',
      '\n',
      ' ',
      '1',
      '-1.5',
      'true',
      '#',
      '"',
      '__proto__',
      '\0',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (words) => {
        try {
          assert.ok(parseInventory(words.join(''), FILE).hosts.length > 0);
        } catch (error) {
          assert.ok(error instanceof VedetteError, String(error));
          assert.ok(Number(error.params['line']) >= 1);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
