/** A stream of server-sent events that is written to from elsewhere. */
export interface EventStream {
  /** What a reply sends. */
  readonly chunks: AsyncIterable<string>;
  send(event: string, value: unknown): void;
  /** A line that no page hears, so that proxies keep the connection. */
  stir(): void;
  /** Ends the stream after what was sent. */
  end(): void;
}

/** Opens a stream; `onEnd` runs once, when either side ends it. */
export function openEventStream(onEnd: () => void): EventStream {
  const waiting: string[] = [];
  let isEnded = false;
  let wake: (() => void) | undefined;
  const push = (text: string): void => {
    if (isEnded) return;
    waiting.push(text);
    wake?.();
  };
  const end = (): void => {
    if (isEnded) return;
    isEnded = true;
    wake?.();
    onEnd();
  };
  const next = async (): Promise<IteratorResult<string, undefined>> => {
    while (waiting.length === 0 && !isEnded) await new Promise<void>((resolve) => (wake = resolve));
    const value = waiting.shift();
    return value === undefined ? { done: true, value: undefined } : { done: false, value };
  };
  const iterator = {
    next,
    return: async (): Promise<IteratorResult<string, undefined>> => {
      end();
      return { done: true, value: undefined };
    },
  };
  return {
    chunks: { [Symbol.asyncIterator]: () => iterator },
    send: (event, value) => push(`event: ${event}\ndata: ${JSON.stringify(value)}\n\n`),
    stir: () => push(':\n\n'),
    end,
  };
}
