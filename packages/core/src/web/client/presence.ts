import { postForm } from './post-form.js';

const SAY_EVERY_MS = 20_000;
const LOOK_EVERY_MS = 15_000;
/** Nobody at the keyboard for so long: asking on would keep the session alive for nobody. */
const AWAY_AFTER_MS = 60_000;

/**
 * `[data-presence]` holds the address that says who else is writing on the case. While somebody types into
 * `<form data-doing="noting">`, others are told; the note itself shows what others do.
 */
export function startPresence(): void {
  const note = document.querySelector<HTMLElement>('[data-presence]');
  if (!note) return;
  const address = note.dataset['presence'] ?? '';
  let lastInput = performance.now();
  let lastSaid: number | undefined;
  for (const event of ['keydown', 'pointerdown'])
    document.addEventListener(event, () => (lastInput = performance.now()), { passive: true });

  const show = async (answer: Promise<Response>): Promise<void> => {
    const response = await answer.catch(() => undefined);
    if (!response?.ok) return;
    const { words } = (await response.json()) as { words: string };
    if (note.textContent !== words) note.textContent = words;
    note.hidden = words === '';
  };
  const say = (doing: string): void => {
    if (lastSaid !== undefined && performance.now() - lastSaid < SAY_EVERY_MS) return;
    lastSaid = performance.now();
    void show(postForm(address, { doing }));
  };
  const look = (): void => {
    const isAway = document.visibilityState === 'hidden' || performance.now() - lastInput > AWAY_AFTER_MS;
    if (!isAway) void show(fetch(address, { headers: { Accept: 'application/json' } }));
  };
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-doing]'))
    form.addEventListener('input', () => say(form.dataset['doing'] ?? ''));
  window.addEventListener('pagehide', () => {
    if (lastSaid !== undefined)
      void postForm(address, { doing: 'nothing' }, { keepalive: true }).catch(() => undefined);
  });
  look();
  window.setInterval(look, LOOK_EVERY_MS);
}
