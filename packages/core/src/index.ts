export { Coverage } from './coverage.ts';
export { compareDispositions, Disposition, DISPOSITIONS, lowerDisposition } from './disposition.ts';
export { ERROR_CODES, type ErrorCode, type ErrorCodeName, VedetteError } from './error-codes.ts';
export { escapeText, SHOWN_TEXT_MAX } from './escape-text.ts';
export { Reason, scoreOf, sortReasons } from './reason.ts';
export { compareSeverities, lowerSeverity, SEVERITIES, Severity } from './severity.ts';
