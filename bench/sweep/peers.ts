import { spawnSync } from 'node:child_process';

/** A tool that people use for what a sweep does, as its manual says to run it. */
export interface Peer {
  readonly name: string;
  /** The Debian package that it is in, for its version. */
  readonly package: string;
  /** Its own defaults; `dir` takes logs and work files where the tool lets one choose. */
  readonly argv: (dir: string) => readonly string[];
  /** What its manual says to run first, on a host known to be clean. */
  readonly learn?: readonly string[];
  /** Files in `dir` that hold what the tool does not print. */
  readonly logs: readonly string[];
  /** It claims to look for malware or audits the host, so the aim is measured against it. */
  readonly aimed: boolean;
}

export const PEERS: readonly Peer[] = [
  {
    name: 'unhide',
    package: 'unhide',
    argv: () => ['unhide', 'quick'],
    logs: [],
    aimed: false,
  },
  {
    name: 'chkrootkit',
    package: 'chkrootkit',
    argv: () => ['chkrootkit', '-q'],
    logs: [],
    aimed: true,
  },
  {
    name: 'rkhunter',
    package: 'rkhunter',
    learn: ['rkhunter', '--propupd'],
    argv: (dir) => [
      ...['rkhunter', '--check', '--sk', '--nocolors'],
      ...['--logfile', `${dir}/rkhunter.log`, '--tmpdir', dir],
    ],
    logs: ['rkhunter.log'],
    aimed: true,
  },
  {
    name: 'lynis',
    package: 'lynis',
    argv: (dir) => [
      ...['lynis', 'audit', 'system', '--quick', '--no-colors'],
      ...['--logfile', `${dir}/lynis.log`, '--report-file', `${dir}/lynis-report.dat`],
    ],
    logs: ['lynis.log', 'lynis-report.dat'],
    aimed: true,
  },
];

/** The version of a peer's package, or undefined if it is not installed. */
export function peerVersion({ package: name }: Peer): string | undefined {
  const { status, stdout } = spawnSync(
    'dpkg-query',
    ['--show', '--showformat=${Version} ${db:Status-Status}', name],
    { encoding: 'utf8' },
  );
  const [version, state] = (stdout ?? '').split(' ');
  return status === 0 && state === 'installed' ? version : undefined;
}

export function peerVersions(): Record<string, string> {
  return Object.fromEntries(PEERS.map((peer) => [peer.name, peerVersion(peer) ?? 'not installed']));
}

/** Why a peer has no figures. */
export function notInstalled({ package: name }: Peer): string {
  return `could not run: ${name} is not installed (scripts/install-test-packages.sh installs it)`;
}
