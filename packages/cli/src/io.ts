import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';

/** Where a command reads from and writes to; a test gives its own. */
export interface Io {
  write(text: string): void;
  line(text?: string): void;
  error(text: string): void;
  readonly environment: NodeJS.ProcessEnv;
  readonly directory: string;
  /** Whether a person is watching: progress on one line that is rewritten. */
  readonly interactive: boolean;
  /** Asks whoever sits there; what they type is answered. */
  ask(question: string): Promise<string>;
  /** All of standard input: a key or a password that a program hands over. */
  readInput(): Promise<string>;
  /** Resolves when the process is asked to stop. */
  untilStopped(): Promise<string>;
}

export function processIo(): Io {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', passOverClosedPipe);
  return {
    write: (text) => void process.stdout.write(text),
    line: (text = '') => void process.stdout.write(`${text}\n`),
    error: (text) => void process.stderr.write(`${text}\n`),
    environment: process.env,
    directory: process.cwd(),
    interactive: process.stdout.isTTY,
    ask,
    readInput: () => text(process.stdin),
    untilStopped: () =>
      new Promise((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(signal));
      }),
  };
}

/** Plain lines, which every terminal and every screen reader shows as they are. */
async function ask(question: string): Promise<string> {
  const asking = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await asking.question(question);
  } finally {
    asking.close();
  }
}

/** `moothall user list | head`: nobody reads on. What the command does, it does to its end, and without more words. */
function passOverClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
