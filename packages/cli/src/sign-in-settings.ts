import { VedetteError } from '@vedette/core';
import type { ServerSettings } from '@vedette/server';

import type { SignInOptions } from './program/sign-in-options.ts';
import type { Surroundings } from './surroundings.ts';

/** How the server shall judge sign-ins; a key never stands in an argument. */
export function signInsOf(
  { env }: Pick<Surroundings, 'env'>,
  options: SignInOptions,
): NonNullable<ServerSettings['signIns']> {
  const { signinsMode: mode, signinsLang: locale, signinsBudget: challengeBudget } = options;
  return {
    ...{ mode, locale },
    ...(challengeBudget === undefined ? {} : { challengeBudget }),
    judge: judgeOf(env, options),
  };
}

function judgeOf(
  env: Surroundings['env'],
  { signinsJudge: url, signinsJudgeModel: model }: SignInOptions,
): NonNullable<ServerSettings['signIns']>['judge'] {
  if (url === undefined && model === undefined) return null;
  if (url === undefined || model === undefined)
    throw usage('--signins-judge and --signins-judge-model belong together');
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol))
    throw usage(`--signins-judge is no http or https URL: ${url}`);
  if (parsed.username !== '' || parsed.password !== '')
    throw usage('--signins-judge has a password in it: use VEDETTE_JUDGE_KEY');
  const apiKey = env['VEDETTE_JUDGE_KEY'] ?? '';
  return { baseUrl: url, model, ...(apiKey === '' ? {} : { apiKey }) };
}

function usage(problem: string): VedetteError {
  return new VedetteError('usage', { problem });
}
