import { escapeText } from '@vedette/core';

import type { ActionEvent } from '../action/action-event.ts';
import { bytesText } from '../report/bytes-text.ts';
import { plural } from '../report/plural.ts';

const DIGEST_DIGITS = 16;

/** One entry of the log in words; what a host said is escaped. */
export function eventText(event: ActionEvent): string {
  switch (event.kind) {
    case 'planned': {
      const { by, plan, finding } = event;
      const why =
        finding === null ? 'by hand' : `by ${by}: ${finding.id} ${escapeText(finding.check)}`;
      const members = plural(plan.members.length, 'process', 'processes');
      return `planned ${why}; ${plan.method}, ${members}`;
    }
    case 'captured':
      return `its program was saved: ${bytesText(event.bytes)}`;
    case 'freezing':
      return 'about to freeze';
    case 'frozen': {
      const pids = event.plan.members.map(({ pid }) => pid).join(' ');
      return `frozen by ${event.plan.method}: ${escapeText(pids)}`;
    }
    case 'sealed':
      return `evidence sealed: sha256 ${event.manifestSha256.slice(0, DIGEST_DIGITS)}…`;
    case 'stopped':
      return event.gone
        ? 'its container ended by TERM'
        : 'its container does not go by TERM; paused';
    case 'refused':
      return `refused: ${event.code}: ${escapeText(event.detail)}`;
    case 'thawing':
      return 'about to thaw';
    case 'abandoned':
    case 'undone':
    case 'loose':
    case 'gone':
    case 'thawed':
      return `${event.kind}: ${escapeText(event.detail)}`;
  }
}
