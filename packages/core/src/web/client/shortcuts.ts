/** A key of this page that isn't tied to one control: J and K in a list. */
export interface Shortcut {
  readonly key: string;
  readonly label: string;
  readonly run: () => void;
}

const added: Shortcut[] = [];

export function addShortcut(shortcut: Shortcut): void {
  added.push(shortcut);
}

/**
 * Single letters press the control that carries them (`data-key`), outside fields and unless switched off
 * (WCAG 2.1.4). Inside fields only Ctrl+K, Ctrl+Enter and Esc mean anything.
 */
export function startShortcuts(): void {
  const help = document.querySelector<HTMLElement>('[data-shortcut-help]');
  help?.removeAttribute('hidden');
  help?.querySelector('button')?.addEventListener('click', showHelp);
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    const handled = event.ctrlKey || event.metaKey ? pressWithControl(event) : press(event);
    if (handled) event.preventDefault();
  });
}

/** Whether letters typed here are text: then they are no shortcuts. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit'].includes(target.type);
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

function pressWithControl(event: KeyboardEvent): boolean {
  if (event.key === 'k' || event.key === 'K') return focusSearch();
  return event.key === 'Enter' && pressMainAction(event.target);
}

function press(event: KeyboardEvent): boolean {
  if (isTyping(event.target)) {
    if (event.key === 'Escape') (event.target as HTMLElement).blur();
    return false;
  }
  const isOff = document.documentElement.dataset['shortcuts'] === 'off';
  if (isOff || event.key.length !== 1 || document.querySelector('dialog[open]')) return false;
  if (event.key === '/') return focusSearch();
  if (event.key === '?') return showHelp();
  return runShortcut(event.key.toUpperCase());
}

function runShortcut(key: string): boolean {
  const shortcut = added.find((each) => each.key === key);
  if (shortcut) shortcut.run();
  else if (!activate(controlFor(key))) return false;
  return true;
}

function controlFor(key: string): HTMLElement | undefined {
  return keyedControls().find((control) => control.dataset['key']?.toUpperCase() === key);
}

function keyedControls(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-key]')].filter((control) => control.checkVisibility());
}

/** Fields and disclosures take focus; everything else is pressed. */
function activate(control: HTMLElement | undefined): boolean {
  if (!control) return false;
  if (control instanceof HTMLDetailsElement) control.open = true;
  const isField = isTyping(control) || control instanceof HTMLDetailsElement;
  if (isField) (control.querySelector<HTMLElement>('textarea, input, select') ?? control).focus();
  else control.click();
  return true;
}

function focusSearch(): boolean {
  const search = document.querySelector<HTMLInputElement>('[data-search]');
  search?.focus();
  search?.select();
  return search !== null;
}

/** The main action of the form that the person is in, else of the page. */
function pressMainAction(target: EventTarget | null): boolean {
  const form = target instanceof Element ? target.closest('form') : null;
  const action = (form ?? document).querySelector<HTMLElement>('[data-main-action]');
  const chosen = action ?? document.querySelector<HTMLElement>('[data-main-action]');
  chosen?.click();
  return chosen !== null;
}

function showHelp(): boolean {
  const dialog = document.getElementById('shortcuts');
  const list = dialog?.querySelector('[data-shortcut-list]');
  if (!(dialog instanceof HTMLDialogElement) || !list) return false;
  list.replaceChildren(...helpRows().flatMap(([key, label]) => [element('dt', key), element('dd', label)]));
  dialog.showModal();
  return true;
}

function helpRows(): [string, string][] {
  const mainAction = document.querySelector<HTMLElement>('[data-main-action]');
  return [
    ['/ or Ctrl K', 'Search'],
    ...(mainAction ? [['Ctrl Enter', labelOf(mainAction)] as [string, string]] : []),
    ...added.map(({ key, label }): [string, string] => [key, label]),
    ...keyedControls().map((control): [string, string] => [control.dataset['key'] ?? '', labelOf(control)]),
    ['Esc', 'Leave a field'],
    ['?', 'Show this list'],
  ];
}

function labelOf(control: HTMLElement): string {
  const named = control.getAttribute('aria-label') ?? (control as HTMLInputElement).labels?.[0]?.textContent;
  if (named) return named.trim();
  const copy = control.cloneNode(true) as HTMLElement;
  for (const hint of copy.querySelectorAll('kbd, .pill')) hint.remove();
  return copy.textContent?.trim() ?? '';
}

function element(name: 'dt' | 'dd', text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
