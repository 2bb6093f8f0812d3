import type { Check } from '../check.ts';
import { account } from './account.ts';
import { accountPassword } from './account-password.ts';
import { accountUidZero } from './account-uid-zero.ts';
import { adminMember } from './admin-member.ts';

export { evidence } from './evidence.ts';

/** The checks of the section `accounts`. */
export const checks: readonly Check[] = [accountUidZero, accountPassword, account, adminMember];
