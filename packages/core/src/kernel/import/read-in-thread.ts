import { on } from 'node:events';
import { Worker, parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../errors.js';
import { importFileUnreadable, type ReadRow } from './row-reader.js';

/*
 * Reading a file in a thread of its own, beside the one that writes. Rows travel some hundred to a text, because a
 * text is copied as it is, where objects would be taken apart and built again by far slower means than JSON.
 */

const rowsAtOnce = 500;
/** Texts that the thread may be ahead: enough for a batch to be read while another is being written. */
const textsAhead = 40;
/** Room for what lives as long as a row: with V8's own sixteenth of it, moving rows about takes a fifth of the time. */
const youngMb = 192;

type Message =
  | { readonly kind: 'rows'; readonly text: string }
  | { readonly kind: 'end' }
  | { readonly kind: 'fault'; readonly message: string; readonly facts: Readonly<Record<string, unknown>> };

/** How a value travels: as a list of texts and nulls it takes half the time of an object with named fields. */
export interface Packing<T, P> {
  readonly pack: (value: T) => P;
  readonly unpack: (packed: P) => T;
}

/** Line and packed value; of a row that can't be used, all of it. */
type PackedRow<P> = readonly [line: number, value: P] | (ReadRow<never> & { readonly ok: false });

/**
 * The rows that `script`, a module that calls `sendRows`, reads when told `about`, some at a time. What is packed, and
 * `about`, is plain data. The thread ends with the iteration, however that ends.
 * @throws import_file_unreadable
 */
export async function* readInThread<T, P>(
  script: URL,
  about: unknown,
  { unpack }: Packing<T, P>,
): AsyncGenerator<ReadRow<T>[]> {
  const thread = new Worker(script, { workerData: about, resourceLimits: { maxYoungGenerationSizeMb: youngMb } });
  try {
    for await (const [message] of on(thread, 'message', { close: ['exit'] }) as AsyncIterable<[Message]>) {
      if (message.kind === 'end') return;
      if (message.kind === 'fault') throw importFileUnreadable({ facts: message.facts }, message.message);
      thread.postMessage('taken');
      yield (JSON.parse(message.text) as PackedRow<P>[]).map((row) =>
        'ok' in row ? row : { ok: true, line: row[0], value: unpack(row[1]) },
      );
    }
    throw new Error('the thread that reads the file ended before the file did');
  } finally {
    await thread.terminate();
  }
}

/** In the thread: sends what `read` gives, never more than `textsAhead` before it is taken. */
export async function sendRows<A, T, P>(
  read: (about: A) => AsyncIterable<readonly ReadRow<T>[]>,
  { pack }: Packing<T, P>,
): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error('rows are sent from a thread only');
  let free = textsAhead;
  let goOn = (): void => undefined;
  port.on('message', () => {
    free += 1;
    goOn();
  });
  const textOf = (rows: readonly ReadRow<T>[]): string =>
    JSON.stringify(rows.map((row): PackedRow<P> => (row.ok ? [row.line, pack(row.value)] : row)));
  const send = async (message: Message): Promise<void> => {
    while (free === 0) await new Promise<void>((resolve) => (goOn = resolve));
    free -= 1;
    port.postMessage(message);
  };
  try {
    for await (const rows of read(workerData as A))
      for (let from = 0; from < rows.length; from += rowsAtOnce)
        await send({ kind: 'rows', text: textOf(rows.slice(from, from + rowsAtOnce)) });
    await send({ kind: 'end' });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== importFileUnreadable.code) throw error;
    await send({ kind: 'fault', message: error.message, facts: error.facts });
  }
}
