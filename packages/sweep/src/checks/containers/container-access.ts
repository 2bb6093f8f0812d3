import type { Check } from '../check.ts';

/** Containers that may command the engine. */
export const containerAccess: Check = {
  id: 'container-access',
  title: 'Container that commands the engine',
  why: "A container that has the engine's socket can start another with the whole host in it.",
  subject: 'container',
  sections: ['containers'],
  attack: ['T1611', 'T1610'],
  lookAlikes: ['traefik, portainer, watchtower, coolify, CI runners: learned by image'],
  next: 'Give {image} a filtered socket, or none.',
  summary: '{image} may command the container engine.',
  rules: [
    {
      disposition: 'ambiguous',
      severity: 'medium',
      all: ['container-engine-socket'],
      onChange: true,
    },
  ],
};
