import type { Check } from '../check.ts';

/** Who may become root. */
export const adminMember: Check = {
  id: 'admin-member',
  title: "New member of an administrators' group",
  why: 'Members of sudo, wheel, docker and a few other groups can become root whenever they like.',
  subject: 'admin-member',
  sections: ['accounts'],
  attack: ['T1098.007', 'T1548.003'],
  lookAlikes: ['cloud-init making the first user: learned with the first sweep', 'root itself'],
  next: 'Ask who added {user} to {group}; gpasswd -d {user} {group} undoes it.',
  summary: '{user} is now in {group}, which can become root.',
  rules: [{ disposition: 'ambiguous', severity: 'high', all: ['admin-group'], onChange: true }],
};
