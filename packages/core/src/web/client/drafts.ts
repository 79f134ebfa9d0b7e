import { postForm } from './post-form.js';

const SAVE_AFTER_MS = 2_000;
const RETRY_AFTER_MS = 5_000;

/**
 * Saves what is typed into `<form data-draft="key">` on the server within 2 seconds. The server prints a saved draft
 * into the form's fields, so there is nothing to restore here. Whatever fails, the text stays in the fields.
 */
export function startDrafts(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-draft]')) keepDraft(form);
}

function keepDraft(form: HTMLFormElement): void {
  let timer: number | undefined;
  let isSaving = false;
  let isChanged = false;

  const schedule = (afterMs: number): void => {
    timer ??= window.setTimeout(() => void save(), afterMs);
  };
  const save = async (): Promise<void> => {
    timer = undefined;
    if (isSaving || !isChanged) return;
    isSaving = true;
    isChanged = false;
    const isSaved = await saveDraft(form);
    isSaving = false;
    isChanged ||= !isSaved;
    if (isChanged) schedule(isSaved ? SAVE_AFTER_MS : RETRY_AFTER_MS);
  };
  const saveNow = (): void => {
    if (!isChanged) return;
    isChanged = false;
    void saveDraft(form, { keepalive: true }).then((isSaved) => {
      isChanged ||= !isSaved;
    });
  };

  form.addEventListener('input', () => {
    isChanged = true;
    schedule(SAVE_AFTER_MS);
  });
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return;
    window.clearTimeout(timer);
    isChanged = false;
  });
  window.addEventListener('pagehide', saveNow);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') saveNow();
  });
}

/** The server answers `{ "savedAtText": "10:41" }` in its own time zone's words. */
async function saveDraft(form: HTMLFormElement, options: { keepalive?: boolean } = {}): Promise<boolean> {
  const fields = { key: form.dataset['draft'] ?? '', content: JSON.stringify(contentOf(form)) };
  try {
    const response = await postForm(form.dataset['draftUrl'] ?? '/desk/drafts', fields, options);
    if (!response.ok) throw new Error(String(response.status));
    const { savedAtText } = (await response.json()) as { savedAtText: string };
    showStatus(form, `Draft saved ${savedAtText}`, 'saved');
    return true;
  } catch {
    showStatus(form, 'Draft not saved. What you typed is still here. Trying again.', 'failed');
    return false;
  }
}

/** Every field but files and the token: a list where several share a name. */
function contentOf(form: HTMLFormElement): Record<string, string | string[]> {
  const content: Record<string, string | string[]> = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== 'string' || name === '_csrf') continue;
    const before = content[name];
    content[name] = before === undefined ? value : [before, value].flat();
  }
  return content;
}

function showStatus(form: HTMLFormElement, words: string, state: 'saved' | 'failed'): void {
  const status = form.querySelector<HTMLElement>('[data-draft-status]');
  if (!status) return;
  status.dataset['draftStatus'] = state;
  if (status.textContent !== words) status.textContent = words;
}
