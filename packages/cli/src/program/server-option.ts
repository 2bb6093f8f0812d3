import { Option } from 'commander';

/** Which server to ask. */
export function serverOption(): Option {
  return new Option(
    '--server <url>',
    'ask this server, with the token in VEDETTE_TOKEN (default: the one of this machine)',
  );
}
