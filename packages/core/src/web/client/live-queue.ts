/**
 * `[data-live]` holds the address of a stream that says how much of the queue, or whether the one thing that the page
 * is about, has changed since the page was made. The
 * page says so in a bar and leaves its rows where they are; the person brings it up to date. A page listens only while
 * it is seen, so that many tabs don't use up a browser's connections.
 */
export function startLiveQueue(): void {
  const bar = document.querySelector<HTMLElement>('[data-live]');
  if (!bar) return;
  let source: EventSource | undefined;
  let isOver = false;

  const listen = (): void => {
    if (source || isOver || document.visibilityState === 'hidden') return;
    source = new EventSource(bar.dataset['live'] ?? '');
    source.addEventListener('queue', (event: MessageEvent<string>) => {
      show(bar, JSON.parse(event.data) as Changes);
    });
    source.addEventListener('bye', () => {
      isOver = true;
      leave();
    });
  };
  const leave = (): void => {
    source?.close();
    source = undefined;
  };
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') leave();
    else listen();
  });
  window.addEventListener('pagehide', leave);
  window.addEventListener('pageshow', listen);
}

/** `words` where the page is about one thing. */
interface Changes {
  readonly fresh: number;
  readonly changed: number;
  readonly words?: string;
}

function show(bar: HTMLElement, { fresh, changed, words: said }: Changes): void {
  const words =
    said ?? [fresh > 0 ? `${fresh} new` : '', changed > 0 ? `${changed} changed` : ''].filter(Boolean).join(', ');
  const text = bar.querySelector('[data-live-text]');
  if (text && text.textContent !== words) text.textContent = words;
  bar.hidden = words === '';
}
