/** Where a command reads from and writes to; a test gives its own. */
export interface Io {
  write(text: string): void;
  line(text?: string): void;
  error(text: string): void;
  readonly environment: NodeJS.ProcessEnv;
  readonly directory: string;
  /** Whether a person is watching: progress on one line that is rewritten. */
  readonly interactive: boolean;
  /** Resolves when the process is asked to stop. */
  untilStopped(): Promise<string>;
}

export function processIo(): Io {
  return {
    write: (text) => void process.stdout.write(text),
    line: (text = '') => void process.stdout.write(`${text}\n`),
    error: (text) => void process.stderr.write(`${text}\n`),
    environment: process.env,
    directory: process.cwd(),
    interactive: process.stdout.isTTY,
    untilStopped: () =>
      new Promise((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(signal));
      }),
  };
}
