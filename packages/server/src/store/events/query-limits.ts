const SECONDS_MAX = 20;
const MEMORY_BYTES_MAX = 1_000_000_000;
const ROWS_MAX = 200_000;
/** A page of events with long arguments is cut by it; the list then asks for fewer. */
const RESULT_BYTES_MAX = 64_000_000;
/** What one insert may take of the engine's memory. */
const INSERT_MEMORY_BYTES_MAX = '1500000000';
const INSERT_SECONDS_MAX = 60;

/** At the end of every question; the same text for both engines, so the same limits. */
export const READ_SETTINGS = ` SETTINGS readonly = 1, max_execution_time = ${SECONDS_MAX}, \
max_memory_usage = ${MEMORY_BYTES_MAX}, max_result_rows = ${ROWS_MAX}, \
max_result_bytes = ${RESULT_BYTES_MAX}, result_overflow_mode = 'throw', \
output_format_json_quote_64bit_integers = 0, output_format_json_named_tuples_as_objects = 1`;

/** Of every insert: durable on return, exact numbers, a known token stores nothing again. */
export const INSERT_SETTINGS = {
  async_insert: 0,
  insert_deduplicate: 1,
  precise_float_parsing: 1,
  input_format_json_named_tuples_as_objects: 1,
  max_memory_usage: INSERT_MEMORY_BYTES_MAX,
  max_execution_time: INSERT_SECONDS_MAX,
} as const;
