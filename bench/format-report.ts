import type { BenchReport, BenchResult, Measured } from './benchmark.ts';

/** A report for a terminal: the machine, the versions, then a row for each metric. */
export function formatReport({ name, machine, versions, results }: BenchReport): string {
  const peers = [...new Set(results.flatMap(({ peers: own }) => Object.keys(own)))];
  const notes: string[] = [];
  const cell = (value: Measured | undefined): string => {
    if (value === undefined) return '';
    if (typeof value === 'number') return String(value);
    if (!notes.includes(value)) notes.push(value);
    return `[${notes.indexOf(value) + 1}]`;
  };
  const rows = [
    ['metric', 'unit', 'ours', ...peers, 'aim', 'met'],
    ...results.map((result) => [
      result.metric,
      result.unit,
      cell(result.ours),
      ...peers.map((peer) => cell(result.peers[peer])),
      result.aim?.text ?? '',
      metText(result),
    ]),
  ];
  return [
    `${name} · ${facts(machine)}`,
    `versions: ${facts(versions)}`,
    '',
    ...alignColumns(rows),
    ...notes.map((note, index) => `[${index + 1}] ${note}`),
  ].join('\n');
}

function metText({ met }: BenchResult): string {
  if (met === null) return '';
  return met ? 'yes' : 'NO';
}

function facts(record: Readonly<Record<string, string | number>>): string {
  return Object.entries(record)
    .map(([name, value]) => `${name} ${value}`)
    .join(' · ');
}

function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
