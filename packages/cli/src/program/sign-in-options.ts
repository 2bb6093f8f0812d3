import { type Command, InvalidArgumentError, Option } from 'commander';

/** How a server judges sign-ins, as options say. */
export interface SignInOptions {
  readonly signinsMode: 'observe' | 'notify' | 'enforce';
  readonly signinsBudget?: number;
  readonly signinsLang: 'en' | 'de';
  readonly signinsJudge?: string;
  readonly signinsJudgeModel?: string;
}

/** The options of a server that judges sign-ins. */
export function withSignIns(command: Command): Command {
  return command
    .addOption(
      new Option('--signins-mode <mode>', 'how far decisions about sign-ins reach')
        .choices(['observe', 'notify', 'enforce'])
        .default('observe'),
    )
    .option(
      '--signins-budget <share>',
      'share of sign-ins that may be challenged (default: 1/50)',
      parseShare,
    )
    .addOption(
      new Option('--signins-lang <lang>', 'language of their reasons')
        .choices(['en', 'de'])
        .default('en'),
    )
    .option(
      '--signins-judge <url>',
      'a language model for a second opinion: an OpenAI-compatible endpoint, its key in VEDETTE_JUDGE_KEY',
    )
    .option('--signins-judge-model <name>', 'the model to ask there');
}

/** A share such as `1/50` or `0.02`. */
export function parseShare(text: string): number {
  const [, above = '', below = '1'] = /^(\d+(?:\.\d+)?)(?:\/(\d+))?$/.exec(text) ?? [];
  const share = Number(above) / Number(below);
  if (above === '' || !(share > 0 && share < 1))
    throw new InvalidArgumentError('a share between 0 and 1, such as 1/50 or 0.02.');
  return share;
}
