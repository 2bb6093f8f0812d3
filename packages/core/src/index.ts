export { Coverage } from './coverage.ts';
export { compareDispositions, Disposition, DISPOSITIONS, lowerDisposition } from './disposition.ts';
export { ERROR_CODES, type ErrorCode, type ErrorCodeName, VedetteError } from './error-codes.ts';
export { escapeText, SHOWN_TEXT_MAX } from './escape-text.ts';
export { Reason, scoreOf, sortReasons } from './reason.ts';
export { compareSeverities, lowerSeverity, SEVERITIES, Severity } from './severity.ts';
export { Endpoint, EventSource, ExecutionEvent } from './execution-event.ts';
export { PROGRAM_SECRETS, SECRETS_OF } from './program-secrets.ts';
export { namesProgram, redactCommand } from './redact-command.ts';
export { type Hide, redactArguments, redactEnvironment, redactText } from './redact-secrets.ts';
export { addCoverage, emptyCoverage, SensorCoverage } from './sensor-coverage.ts';
export {
  BATCH,
  coverageToLogRecord,
  type ExecutionBatch,
  executionBatches,
  type RefusedRecord,
  type TakeEvent,
} from './otlp/execution-batch.ts';
export { EVENT_NAMES, RESOURCE_ATTRIBUTES } from './otlp/event-attributes.ts';
export {
  decodeLogRecord,
  decodeLogsRequest,
  decodeLogsResponse,
  decodeStatusMessage,
} from './otlp/decode-logs.ts';
export { encodeLogRecord, encodeLogsRequest, encodeLogsResponse } from './otlp/encode-logs.ts';
export { eventToLogRecord } from './otlp/event-to-log-record.ts';
export {
  logsRequestFromJson,
  logsRequestToJson,
  logsResponseFromJson,
  logsResponseToJson,
} from './otlp/json-logs.ts';
export {
  type AttributeMap,
  type AttributeValue,
  type Decoded,
  type LogRecord,
  type LogsRequest,
  type LogsResponse,
  OTLP_LIMITS,
  type ResourceLogs,
  type ScopeLogs,
} from './otlp/log-record.ts';
export { logRecordToEvent } from './otlp/log-record-to-event.ts';
export { safeJson } from './safe-json.ts';
