/** How one family of programs takes a secret by an option that does not say so. */
export interface ProgramSecrets {
  readonly programs: readonly string[];
  /** The option and the secret in one argument: `-pSECRET`. */
  readonly attached?: readonly string[];
  /** The secret is the next argument. */
  readonly separate?: readonly string[];
  /** The next argument is a user, this separator, and the secret: `-u me:SECRET`. */
  readonly user?: { readonly options: readonly string[]; readonly separator: string };
  /** Only behind this word: `-p` of `docker login` is a password, of `docker run` a port. */
  readonly subcommand?: string;
  /** Runs another program, whose options are not its own: they end at the first plain word. */
  readonly wraps?: boolean;
}

/** Options whose names do not tell; those that do are known to `@vedette/core`. */
export const PROGRAM_SECRETS: readonly ProgramSecrets[] = [
  {
    programs: [
      ...['mysql', 'mysqldump', 'mysqladmin', 'mysqlimport', 'mysqlshow', 'mysqlcheck'],
      ...['mysqlslap', 'mysqlbinlog', 'mariadb', 'mariadb-dump', 'mariadb-admin', 'mariadb-import'],
      ...['mariadb-show', 'mariadb-check', 'mycli'],
    ],
    // `-p` alone asks, and what follows it is the name of a database.
    attached: ['-p'],
  },
  { programs: ['sshpass'], attached: ['-p'], separate: ['-p'], wraps: true },
  {
    programs: ['mongo', 'mongosh', 'mongodump', 'mongorestore'],
    attached: ['-p'],
    separate: ['-p'],
  },
  { programs: ['cqlsh', 'mosquitto_passwd'], separate: ['-p'] },
  { programs: ['redis-cli', 'valkey-cli'], separate: ['-a'] },
  {
    programs: ['curl'],
    user: { options: ['-u', '--user', '-U', '--proxy-user'], separator: ':' },
  },
  { programs: ['docker', 'podman', 'buildah', 'helm'], subcommand: 'login', separate: ['-p'] },
  { programs: ['7z', '7za', '7zr', '7zz', 'rar', 'unrar'], attached: ['-p'] },
  { programs: ['zip', 'unzip'], separate: ['-P'], attached: ['-P'] },
  {
    programs: ['ldapsearch', 'ldapadd', 'ldapmodify', 'ldapdelete', 'ldappasswd', 'ldapwhoami'],
    separate: ['-w', '-s'],
  },
  {
    programs: ['smbclient', 'rpcclient', 'smbmap', 'net'],
    user: { options: ['-U', '--user'], separator: '%' },
  },
  { programs: ['lftp'], user: { options: ['-u', '--user'], separator: ',' } },
  { programs: ['sqlcmd', 'bcp'], separate: ['-P'], attached: ['-P'] },
  { programs: ['ipmitool', 'mosquitto_pub', 'mosquitto_sub', 'tsql'], separate: ['-P'] },
  {
    programs: ['snmpget', 'snmpwalk', 'snmpset', 'snmpbulkwalk'],
    separate: ['-A', '-X', '-c'],
  },
  { programs: ['openssl'], attached: ['pass:'] },
  { programs: ['xfreerdp', 'wlfreerdp'], attached: ['/p:'] },
];

/** The rules of a program, by the last part of its path. */
export const SECRETS_OF: ReadonlyMap<string, ProgramSecrets> = new Map(
  PROGRAM_SECRETS.flatMap((rule) => rule.programs.map((program) => [program, rule] as const)),
);
