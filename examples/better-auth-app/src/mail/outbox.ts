/** A mail that would have been sent. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly lines: readonly string[];
  /** Where the mail's link leads; null for a mail without one. */
  readonly link: { readonly text: string; readonly url: string } | null;
}

/** Where this example "sends" its mails to: a page that anybody can read. */
export interface Outbox {
  readonly send: (mail: Mail) => void;
  /** Newest first. */
  readonly mails: () => readonly Mail[];
  /** Takes the newest out. */
  readonly take: () => Mail | undefined;
}

const MAILS_MAX = 200;

/** An outbox that keeps the last mails, in memory. */
export function createOutbox(): Outbox {
  let mails: readonly Mail[] = [];
  return {
    mails: () => mails,
    take: () => {
      const [newest, ...others] = mails;
      mails = others;
      return newest;
    },
    send: (mail) => {
      mails = [mail, ...mails].slice(0, MAILS_MAX);
    },
  };
}
