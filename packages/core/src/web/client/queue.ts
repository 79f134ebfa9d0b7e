import { addShortcut } from './shortcuts.js';

/**
 * Moves through the rows of `[data-queue]` with J and K. Focus moves to the row's link, so Enter opens it and a screen
 * reader reads it. Rows never move by themselves.
 */
export function startQueue(): void {
  const queue = document.querySelector<HTMLElement>('[data-queue]');
  if (!queue) return;
  addShortcut({ key: 'J', label: 'Next row', run: () => move(queue, 1) });
  addShortcut({ key: 'K', label: 'Row before', run: () => move(queue, -1) });
}

function rowsOf(queue: HTMLElement): HTMLElement[] {
  return [...queue.querySelectorAll<HTMLElement>('[data-row]')];
}

function move(queue: HTMLElement, step: 1 | -1): void {
  const rows = rowsOf(queue);
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))];
  next?.querySelector<HTMLElement>('a')?.focus();
}
