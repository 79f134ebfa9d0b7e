import { announce } from './announce.js';
import { isTyping } from './shortcuts.js';

const WAIT_MS = 120;

/**
 * Search as you type: a field with `data-suggest-url` fetches a fragment of HTML into the element that
 * `data-suggest-target` names. In the fragment, `data-suggestion` marks each link and `data-count-text` carries the
 * words to announce ("3 suggestions"). Without a script, or when the fetch fails, Enter submits the form.
 */
export function startSuggestions(): void {
  for (const field of document.querySelectorAll<HTMLInputElement>('[data-suggest-url]')) {
    const target = document.getElementById(field.dataset['suggestTarget'] ?? '');
    if (target) suggest(field, target);
  }
}

function suggest(field: HTMLInputElement, target: HTMLElement): void {
  let timer: number | undefined;
  let running: AbortController | undefined;

  const fetchNow = async (): Promise<void> => {
    running?.abort();
    running = new AbortController();
    target.setAttribute('aria-busy', 'true');
    try {
      show(target, await fetchFragment(field, running.signal));
    } catch (cause) {
      if (cause instanceof DOMException && cause.name === 'AbortError') return;
      announce('Suggestions are not available. Press Enter to search.');
    }
    target.removeAttribute('aria-busy');
  };

  field.addEventListener('input', () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void fetchNow(), WAIT_MS);
  });
  field.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' && moveFocus(target, 1)) event.preventDefault();
  });
  target.addEventListener('keydown', (event) => {
    if (moveByKey(event, target, field)) event.preventDefault();
  });
  if ('popup' in target.dataset) closeWhenLeft(field, target);
}

/** A target with `data-popup` lies over the page, so it shows only while the search has focus. */
function closeWhenLeft(field: HTMLInputElement, target: HTMLElement): void {
  const form = field.form ?? target;
  form.addEventListener('focusout', (event) => {
    if (!form.contains(event.relatedTarget as Node | null)) target.hidden = true;
  });
  field.addEventListener('focus', () => {
    target.hidden = target.childElementCount === 0;
  });
}

async function fetchFragment(field: HTMLInputElement, signal: AbortSignal): Promise<string> {
  if (field.value.trim() === '') return '';
  const url = new URL(field.dataset['suggestUrl'] ?? '', location.href);
  url.searchParams.set(field.name, field.value);
  const response = await fetch(url, { signal, headers: { Accept: 'text/html' } });
  if (!response.ok || response.redirected) throw new Error(String(response.status));
  return response.text();
}

/** The fragment is one of our own templates, escaped on the server like any page. */
function show(target: HTMLElement, fragment: string): void {
  target.innerHTML = fragment;
  target.hidden = fragment.trim() === '';
  announce(target.querySelector<HTMLElement>('[data-count-text]')?.dataset['countText'] ?? '');
}

function moveByKey(event: KeyboardEvent, target: HTMLElement, field: HTMLInputElement): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return false;
  const key = event.key.toLowerCase();
  const lettersOff = document.documentElement.dataset['shortcuts'] === 'off';
  if (key === 'escape') field.focus();
  else if (key === 'arrowdown' || (key === 'j' && !lettersOff)) moveFocus(target, 1);
  else if (key === 'arrowup' || (key === 'k' && !lettersOff)) moveUp(target, field);
  else return false;
  return true;
}

function moveUp(target: HTMLElement, field: HTMLInputElement): void {
  if (!moveFocus(target, -1)) field.focus();
}

function moveFocus(target: HTMLElement, step: 1 | -1): boolean {
  const links = [...target.querySelectorAll<HTMLElement>('[data-suggestion]')];
  const next = links[links.findIndex((link) => link === document.activeElement) + step];
  next?.focus();
  return next !== undefined;
}
