import { postForm } from './post-form.js';

const WARN_BEFORE_MS = 120_000;
const CHANNEL = 'moothall-session';

/**
 * Warns two minutes before the session ends and offers to extend it. The server answers an extension with
 * `{ "expiresInSeconds": 1800 }`; other tabs hear of it.
 */
export function startSessionWarning(): void {
  const dialog = document.getElementById('session-warning');
  if (!(dialog instanceof HTMLDialogElement)) return;
  const others = new BroadcastChannel(CHANNEL);
  let endsAt = 0;

  const expireIn = (seconds: number): void => {
    endsAt = performance.now() + seconds * 1_000;
    if (dialog.open) dialog.close();
  };
  const check = (): void => {
    const leftMs = endsAt - performance.now();
    if (leftMs > WARN_BEFORE_MS) return;
    const words = dialog.querySelector('[data-time-left]');
    if (words) words.textContent = timeLeft(leftMs);
    if (!dialog.open) dialog.showModal();
  };
  const extend = async (): Promise<void> => {
    const failed = dialog.querySelector<HTMLElement>('[data-extend-failed]');
    const seconds = await requestExtension(dialog.dataset['extendAction'] ?? '');
    if (failed) failed.hidden = seconds !== undefined;
    if (seconds === undefined) return;
    expireIn(seconds);
    others.postMessage(seconds);
  };

  expireIn(Number(dialog.dataset['expiresInSeconds']));
  others.addEventListener('message', (event: MessageEvent<number>) => expireIn(event.data));
  dialog.querySelector('[data-extend]')?.addEventListener('click', () => void extend());
  window.setInterval(check, 10_000);
  document.addEventListener('visibilitychange', check);
}

async function requestExtension(action: string): Promise<number | undefined> {
  try {
    const response = await postForm(action, {});
    if (!response.ok) return undefined;
    return ((await response.json()) as { expiresInSeconds: number }).expiresInSeconds;
  } catch {
    return undefined;
  }
}

/** In half minutes: a countdown by the second would be read out all the time. */
function timeLeft(leftMs: number): string {
  if (leftMs <= 30_000) return 'less than 30 seconds';
  if (leftMs <= 60_000) return 'less than a minute';
  return 'less than 2 minutes';
}
