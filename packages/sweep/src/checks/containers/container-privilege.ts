import type { Check } from '../check.ts';

/** Containers that are not contained. */
export const containerPrivilege: Check = {
  id: 'container-privilege',
  title: 'Container with the rights of the host',
  why: 'A privileged container, or one with the file system or processes of the host, is root on the host for whoever breaks into it.',
  subject: 'container',
  sections: ['containers'],
  attack: ['T1611'],
  lookAlikes: [
    'kind, k3s, buildkit, node-exporter, netdata: learned by image',
    'rootless containers: capabilities in a user namespace of their own do not count',
    'a shim or a container that is just starting: still in the mount namespace of the host',
  ],
  next: 'Run {image} without these rights, or approve it if it is meant so.',
  summary: '{image} has the rights of the host ({what}).',
  rules: [
    {
      disposition: 'ambiguous',
      severity: 'medium',
      any: [['container-privileged', 'container-host-root', 'container-host-pid']],
      onChange: true,
    },
    { disposition: 'ambiguous', severity: 'low', all: ['container-host-net'], onChange: true },
  ],
};
