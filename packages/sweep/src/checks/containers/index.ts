import type { Check } from '../check.ts';
import { containerAccess } from './container-access.ts';
import { containerImage } from './container-image.ts';
import { containerPrivilege } from './container-privilege.ts';
import { engineApi } from './engine-api.ts';
import { engineSocket } from './engine-socket.ts';

export { evidence } from './evidence.ts';

/** The checks of the section `containers`. */
export const checks: readonly Check[] = [
  engineApi,
  engineSocket,
  containerAccess,
  containerPrivilege,
  containerImage,
];
