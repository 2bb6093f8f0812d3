/** Something that is not as it was written. */
export interface Problem {
  /** The file, or the entry of the log. */
  readonly where: string;
  readonly problem: string;
}
