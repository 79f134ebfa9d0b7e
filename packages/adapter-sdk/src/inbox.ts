import type { AdapterInstance } from './contract.js';
import type { NotificationOutcome } from './notifications.js';

/** Something that was attached to a mail. What it is, Moothall finds out from its bytes. */
export interface IncomingFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A mail that came in, as text. */
export interface IncomingMail {
  /** Its name within this inbox, the same for ever. A mail that is given again under it is kept once. */
  readonly id: string;
  /** Whole milliseconds since 1970, UTC. */
  readonly receivedAt: number;
  /** Null: it names nobody who could be answered. */
  readonly from: { readonly name: string; readonly address: string } | null;
  readonly subject: string;
  /** What it says, as plain text; what was HTML is brought into text. */
  readonly text: string;
  /** Its own Message-ID. */
  readonly messageId: string;
  /** Where the token of one of our messages may stand: whom it is to, and the Message-IDs that it answers. */
  readonly answers: readonly string[];
  /** A machine wrote it: an absence note, a list, a receipt (RFC 3834). */
  readonly isAutomatic: boolean;
  /** A mail server returned one of our messages, and which: the text that holds its token (RFC 3464). */
  readonly returned: { readonly outcome: Exclude<NotificationOutcome, 'delivered'>; readonly text: string } | null;
  readonly files: readonly IncomingFile[];
  /** It was too long to be taken whole. */
  readonly isCut: boolean;
}

export interface InboxPage {
  readonly mails: readonly IncomingMail[];
  /** Where to go on; given to the next call. */
  readonly cursor: string;
  readonly hasMore: boolean;
}

/** An adapter of the kind `inbox`: gives the mail that comes in, and changes nothing in its mailbox. */
export interface InboxInstance extends AdapterInstance {
  /**
   * Mail that came after the cursor, the oldest first; null: from the beginning.
   *
   * @throws AdapterError
   */
  newMail(cursor: string | null): Promise<InboxPage>;
}
