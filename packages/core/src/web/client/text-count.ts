import { countWords } from '../text-parts.js';
import { announce } from './announce.js';

/**
 * Counts a message while it is typed. `<p data-text-count="body">` stands below the field of that id, printed by the
 * server with the first count; the control that is chosen among `[data-channel]` says which way the message goes.
 */
export function startTextCounts(): void {
  for (const count of document.querySelectorAll<HTMLElement>('[data-text-count]')) {
    const field = document.getElementById(count.dataset['textCount'] ?? '');
    if (field instanceof HTMLTextAreaElement && field.form) keepCount(count, field, field.form);
  }
}

function keepCount(count: HTMLElement, field: HTMLTextAreaElement, form: HTMLFormElement): void {
  let messages = '';
  const update = (): void => {
    const words = countWords(field.value, channelIn(form));
    if (words !== count.textContent) count.textContent = words;
    // Only a message more or less is worth interrupting whoever listens.
    const now = /\d+ text messages?/.exec(words)?.[0] ?? '';
    if (messages !== '' && now !== '' && now !== messages) announce(words);
    messages = now;
  };
  form.addEventListener('input', update);
  update();
}

/** What is typed says itself whether it is a number or a mail address. */
function channelIn(form: HTMLFormElement): 'email' | 'text' {
  const chosen = form.querySelector<HTMLInputElement>('[data-channel]:checked');
  if (chosen?.dataset['channel'] === 'email') return 'email';
  if (chosen?.dataset['channel'] === 'text') return 'text';
  return form.querySelector<HTMLInputElement>('[data-channel-typed]')?.value.includes('@') ? 'email' : 'text';
}
