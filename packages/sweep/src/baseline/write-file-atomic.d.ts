/** The package has no types of its own; only what is used here. */
declare module 'write-file-atomic' {
  interface Options {
    readonly mode?: number;
    /** false: the file belongs to whoever writes it. */
    readonly chown?: false;
  }
  export default function writeFileAtomic(
    file: string,
    data: string,
    options?: Options,
  ): Promise<void>;
}
