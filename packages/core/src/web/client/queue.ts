import { addShortcut } from './shortcuts.js';

/**
 * Moves through the rows of `[data-queue]` with J and K: `[data-row]`, or those that the attribute names, so that the
 * call-backs above somebody's cases are passed over. Focus moves to the row's link, so Enter opens it and a screen
 * reader reads it. X selects the row, where rows have boxes. Rows never move by themselves.
 */
export function startQueue(): void {
  const queue = document.querySelector<HTMLElement>('[data-queue]');
  if (!queue) return;
  addShortcut({ key: 'J', label: 'Next row', run: () => move(queue, 1) });
  addShortcut({ key: 'K', label: 'Row before', run: () => move(queue, -1) });
  if (boxesOf(queue).length > 0) startSelection(queue);
}

function rowsOf(queue: HTMLElement): HTMLElement[] {
  return [...queue.querySelectorAll<HTMLElement>(`[data-${queue.dataset.queue || 'row'}]`)];
}

function currentRow(queue: HTMLElement): HTMLElement | undefined {
  return rowsOf(queue).find((row) => row.contains(document.activeElement));
}

function move(queue: HTMLElement, step: 1 | -1): void {
  const rows = rowsOf(queue);
  const current = currentRow(queue);
  const at = current ? rows.indexOf(current) : -1;
  const next = rows[at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))];
  next?.querySelector<HTMLElement>('a')?.focus();
}

function boxesOf(place: Element): HTMLInputElement[] {
  return [...place.querySelectorAll<HTMLInputElement>('[data-row] input[type=checkbox]')];
}

/** X selects the row, a box in the heading selects all, and the bar says how many are selected. */
function startSelection(queue: HTMLElement): void {
  const all = addSelectAll(queue);
  const count = (): void => {
    const boxes = boxesOf(queue);
    const selected = boxes.filter(({ checked }) => checked).length;
    const words = queue.querySelector<HTMLElement>('[data-selected]');
    if (words) words.textContent = `${selected} selected`;
    if (!all) return;
    all.checked = selected === boxes.length;
    all.indeterminate = selected > 0 && selected < boxes.length;
  };
  queue.addEventListener('change', (event) => {
    if (event.target === all) for (const box of boxesOf(queue)) box.checked = all?.checked ?? false;
    count();
  });
  addShortcut({
    key: 'X',
    label: 'Select the row',
    run: () => {
      currentRow(queue)?.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
      count();
    },
  });
  count();
}

function addSelectAll(queue: HTMLElement): HTMLInputElement | undefined {
  const heading = queue.querySelector('[data-select-all]');
  if (!heading) return undefined;
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.className = 'check';
  box.setAttribute('aria-label', 'Select every row');
  heading.replaceChildren(box);
  return box;
}
