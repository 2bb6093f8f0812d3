/** Parts of a name that say that its value is nobody else's business. */
const SECRET_PARTS: ReadonlySet<string> = new Set([
  ...['key', 'keys', 'apikey', 'token', 'tokens', 'secret', 'secrets', 'jwt', 'bearer'],
  ...['pass', 'passw', 'passwd', 'password', 'passwords', 'passphrase', 'passcode', 'pwd'],
  ...['cred', 'creds', 'credential', 'credentials', 'auth', 'oauth', 'authorization'],
  ...['cookie', 'cookies', 'session', 'sessionid', 'dsn', 'private', 'signature', 'mnemonic'],
]);
/** `PGPASSWORD`, `authtoken`: no border between the words. */
const SECRET_ENDING =
  /(?:password|passwd|passphrase|secret|token|apikey|accesskey|privatekey|secretkey|credentials?)$/;

/** Every login has them, and an investigation needs them. */
const HARMLESS: ReadonlySet<string> = new Set([
  ...['pwd', 'oldpwd', 'ssh_auth_sock', 'dbus_session_bus_address', 'session_manager'],
  ...['desktop_session', 'gnome_desktop_session_id', 'xdg_session_id', 'xdg_session_type'],
  ...['xdg_session_class', 'xdg_session_desktop', 'xdg_session_path'],
]);
/** `PRIVATE_IP` and systemd's `PrivateTmp` are about privacy, not secrets. */
const PRIVATE_PLACES: ReadonlySet<string> = new Set([
  ...['address', 'devices', 'dir', 'host', 'hostname', 'ip', 'ipv4', 'ipv6', 'mounts'],
  ...['network', 'subnet', 'tmp', 'users', 'dirty', 'clean', 'hugetlb'],
]);
/** The value of such a name says where the secret is, and is worth seeing if it is a path. */
const PLACE_PARTS: ReadonlySet<string> = new Set([
  ...['dir', 'directory', 'file', 'folder', 'home', 'path', 'sock', 'socket'],
]);
const PATH_VALUE = /^["']?(?:file:\/\/)?[/~.][\w./@+~%-]*["']?$/;
/** The value of such a name measures the secret. */
const MEASURE_PARTS: ReadonlySet<string> = new Set([
  ...['age', 'bits', 'count', 'expiry', 'length', 'limit', 'max', 'min', 'size', 'timeout', 'ttl'],
]);
const MEASURE_VALUE = /^["']?[0-9]{1,10}[a-z]{0,2}["']?$/i;

/** A setting about secrets, as in `StrictHostKeyChecking=no`. */
const SETTING_VALUE = /^["']?(?:yes|no|true|false|on|off|none|null|ask|auto|0|1)["']?$/i;

/** Names of HTTP headers whose values have spaces in them. */
const SECRET_HEADER = /^(?:(?:proxy-)?authorization|cookie|set-cookie)$/i;

/** Longer than any name of an option or a variable; only its end is looked at. */
const NAME_MAX = 256;

/** The names of options and variables are few and come again; most say nothing. */
const toldNames = new Map<string, boolean>();
const TOLD_NAMES_MAX = 1024;
const TOLD_NAME_CHARS_MAX = 64;

/** Does a name say that its value is a secret? `value` may show that it only says where one is. */
export function isSecretName(name: string, value: string): boolean {
  const bare = name.slice(-NAME_MAX).replace(/^-{1,2}/, '');
  if (!tellsSecret(bare) || SETTING_VALUE.test(value)) return false;
  const last = partsOf(bare).at(-1) ?? '';
  if (PLACE_PARTS.has(last) && PATH_VALUE.test(value)) return false;
  return !(MEASURE_PARTS.has(last) && MEASURE_VALUE.test(value));
}

function tellsSecret(bare: string): boolean {
  const told = toldNames.get(bare);
  if (told !== undefined) return told;
  const tells =
    !HARMLESS.has(bare.toLowerCase()) &&
    partsOf(bare).some(
      (part, index, parts) =>
        SECRET_ENDING.test(part) ||
        (SECRET_PARTS.has(part) &&
          !(part === 'private' && PRIVATE_PLACES.has(parts[index + 1] ?? ''))),
    );
  if (bare.length <= TOLD_NAME_CHARS_MAX) {
    if (toldNames.size >= TOLD_NAMES_MAX) toldNames.clear();
    toldNames.set(bare, tells);
  }
  return tells;
}

function partsOf(bare: string): string[] {
  return bare
    .replaceAll(/([a-z0-9])(?=[A-Z])/g, '$1_')
    .toLowerCase()
    .split(/[_.-]+/)
    .map((part) => part.replace(/(?<=[a-z])[0-9]{1,4}$/, ''));
}

/** Is it a header all of whose line is the secret? */
export function isSecretHeader(name: string): boolean {
  return SECRET_HEADER.test(name);
}
