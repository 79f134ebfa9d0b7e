import { announce } from './announce.js';

/** Stands in the blank item for its number. */
const itemPlace = '__item__';

/**
 * Adds and takes out the items of a group without asking the server. In `<fieldset data-items="Vehicle" data-least="1"
 * data-most="5">`, each item is `[data-item]`, and a template holds a blank one. Without this, the same buttons send the
 * form, and the server answers with an item more or less.
 */
export function startRepeatedItems(): void {
  for (const group of document.querySelectorAll<HTMLElement>('[data-items]')) enhance(group);
}

function enhance(group: HTMLElement): void {
  group.addEventListener('click', (event) => {
    const pressed = event.target instanceof Element ? event.target.closest('button') : null;
    if (pressed?.matches('[data-add-item]')) addItem(group);
    else if (pressed?.matches('[data-remove-item]')) removeItem(group, pressed.closest<HTMLElement>('[data-item]'));
    else return;
    event.preventDefault();
    group.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

function addItem(group: HTMLElement): void {
  const blank = group.querySelector<HTMLTemplateElement>('template[data-blank-item]');
  if (!blank) return;
  const item = document.importNode(blank.content, true);
  const place = String(nextPlace(group));
  for (const element of item.querySelectorAll('*'))
    for (const { name, value } of [...element.attributes])
      if (value.includes(itemPlace)) element.setAttribute(name, value.replaceAll(itemPlace, place));
  blank.before(item);
  const added = number(group).at(-1);
  added?.querySelector<HTMLElement>('input:not([type=hidden]), select, textarea')?.focus();
  announce(`${headingOf(added)} added`);
}

function removeItem(group: HTMLElement, item: HTMLElement | null): void {
  if (!item) return;
  const words = headingOf(item);
  item.remove();
  const left = number(group);
  const next = left.at(-1)?.querySelector<HTMLElement>('[data-remove-item]:not([hidden])');
  (next ?? group.querySelector<HTMLElement>('[data-add-item]'))?.focus();
  announce(`${words} removed`);
}

function itemsIn(group: HTMLElement): HTMLElement[] {
  return [...group.querySelectorAll<HTMLElement>('[data-item]')];
}

/** Higher than any that was used, so that no two items share a name. */
function nextPlace(group: HTMLElement): number {
  const places = itemsIn(group).map((item) =>
    Number(item.querySelector<HTMLInputElement>('input[type=hidden]')?.value),
  );
  return Math.max(-1, ...places) + 1;
}

/** Headings count from 1 again, and the buttons that may not be pressed now are hidden. */
function number(group: HTMLElement): HTMLElement[] {
  const items = itemsIn(group);
  const { items: name = 'Item', least = '1', most = '1' } = group.dataset;
  for (const [index, item] of items.entries()) {
    const heading = item.querySelector('[data-item-heading]');
    if (heading) heading.textContent = `${name} ${index + 1}`;
    const remove = item.querySelector<HTMLElement>('[data-remove-item]');
    if (!remove) continue;
    remove.textContent = `Remove ${name.charAt(0).toLowerCase()}${name.slice(1)} ${index + 1}`;
    remove.hidden = items.length <= Number(least);
  }
  const add = group.querySelector<HTMLElement>('[data-add-item]');
  if (add) add.hidden = items.length >= Number(most);
  return items;
}

function headingOf(item: HTMLElement | undefined): string {
  return item?.querySelector('[data-item-heading]')?.textContent ?? '';
}
