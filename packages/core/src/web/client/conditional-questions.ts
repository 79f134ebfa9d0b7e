import { showWhen } from '../show-when.js';
import type { ShownAnswers } from '../show-when.js';

/**
 * Hides the questions that the answers above make needless. In `<form data-today="2026-11-24">`, each question stands
 * in `[data-question="key"]`, with its condition as JSON in `data-show-when`. The server printed them all, and
 * disregards the answer to a question that should be hidden; so nothing typed is cleared here.
 */
export function startConditionalQuestions(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form')) {
    if (!form.querySelector('[data-show-when]')) continue;
    const update = (): void => showQuestions(form);
    form.addEventListener('input', update);
    update();
  }
}

/**
 * In page order, because a hidden question has no answer and conditions look only at earlier ones. The questions of an
 * item look at its own answers, and at those before the group.
 */
function showQuestions(form: HTMLFormElement): void {
  const answers: Record<string, readonly string[]> = {};
  const inItems = new Map<Element, Record<string, readonly string[]>>();
  for (const question of form.querySelectorAll<HTMLElement>('[data-question]')) {
    const item = question.closest('[data-item]');
    const known = item ? (inItems.get(item) ?? { ...answers }) : answers;
    if (item) inItems.set(item, known);
    const isShown = isWanted(question, known, form.dataset['today'] ?? '');
    if (isShown !== undefined) question.hidden = !isShown;
    known[question.dataset['question'] ?? ''] = question.hidden ? [] : answerIn(question);
  }
}

function isWanted(question: HTMLElement, answers: ShownAnswers, today: string): boolean | undefined {
  const condition = question.dataset['showWhen'];
  if (condition === undefined) return undefined;
  return showWhen(JSON.parse(condition) as Record<string, unknown>, answers, today);
}

/** A group is answered by the number of its items that aren't blank. */
function answerIn(question: HTMLElement): readonly string[] {
  if (question.querySelector('[data-items]')) {
    const filled = [...question.querySelectorAll<HTMLElement>('[data-item]')].filter(isFilled);
    return filled.length === 0 ? [] : [String(filled.length)];
  }
  return valuesIn(question);
}

function isFilled(item: HTMLElement): boolean {
  return [...item.querySelectorAll<HTMLElement>('[data-question]')].some((question) =>
    valuesIn(question).some((value) => value.trim() !== ''),
  );
}

function valuesIn(question: HTMLElement): readonly string[] {
  const fields = [...question.querySelectorAll<HTMLInputElement>('input, select, textarea')];
  const dateParts = question.querySelectorAll<HTMLInputElement>('.govuk-date-input__input');
  if (dateParts.length === 3) return [dateFrom([...dateParts].map((part) => part.value.trim()))];
  return fields
    .filter((field) => !['radio', 'checkbox'].includes(field.type) || field.checked)
    .map((field) => field.value);
}

function dateFrom([day = '', month = '', year = '']: string[]): string {
  return day && month && year ? `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : '';
}
