import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Where the kernel lists them, and how a line says that it listens. */
const TABLES = {
  tcp: /^\s*\d+: \S+ \S+ 0A (?:\S+ ){5}\s*(\d+)/,
  tcp6: /^\s*\d+: \S+ \S+ 0A (?:\S+ ){5}\s*(\d+)/,
  // A UDP socket without another end takes from anybody; it has no state for it.
  udp: /^\s*\d+: \S+ 0+:0000 07 (?:\S+ +){5}(\d+)/,
  udp6: /^\s*\d+: \S+ 0+:0000 07 (?:\S+ +){5}(\d+)/,
  // __SO_ACCEPTCON
  unix: /^\S+ \S+ \S+ 00010000 \S+ \S+ +(\d+)/,
} as const;

/** The sockets of a process on which anybody could call it. */
export function listeningSockets(pid: number): string[] {
  const own = new Set(socketInodes(pid));
  return Object.entries(TABLES).flatMap(([table, listening]) =>
    readFileSync(`/proc/${pid}/net/${table}`, 'latin1')
      .split('\n')
      .filter((line) => own.has(fieldOf(line, listening)))
      .map((line) => `${table} ${line.trim()}`),
  );
}

function fieldOf(line: string, pattern: RegExp): string {
  return pattern.exec(line.replaceAll(/ +/g, ' '))?.[1] ?? '';
}

function socketInodes(pid: number): string[] {
  return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
    } catch {
      // Closed between the list and the look.
      return [];
    }
  });
}
