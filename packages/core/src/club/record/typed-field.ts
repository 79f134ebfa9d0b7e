import { formatMoney, moneyOf, parseMoney } from '../../kernel/money.js';
import type { CaseOption, CostLine, CouncilPart, FieldSpec } from './field-spec.js';
import { nameOf, plainText, type About } from './record-kind.js';

type Read = { readonly value: unknown } | { readonly fault: string };

/** What a command takes for what was typed into a form's field. An empty field has no value. */
export function readField(spec: FieldSpec, typed: string, about: About): Read {
  const text = typed.trim();
  switch (spec.is) {
    case 'line':
    case 'text':
    case 'date':
    case 'choice':
    case 'record':
      return { value: text };
    case 'council':
      return { value: text === '' ? undefined : Number(text) };
    case 'number':
      if (text === '') return { value: undefined };
      return /^\d{1,9}$/.test(text)
        ? { value: Number(text) }
        : { fault: `Enter ${inSentence(spec.label)} as a whole number` };
    case 'money': {
      const money = parseMoney(text, { label: inSentence(spec.label) });
      return money.ok ? { value: money.value.pence } : { fault: money.message };
    }
    case 'councils':
      return readLines(text, (line) => councilOf(line, about));
    case 'parts':
      return readLines(text, (line) => readPart(line, about));
    case 'options':
      return readLines(text, readOption);
    case 'costs':
      return readLines(text, readCost);
  }
}

/** "First year" in the middle of a sentence: "first year". */
export function inSentence(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1);
}

/** Each line's value, or the words for the first line that can't be read. */
function readLines<T>(text: string, read: (line: string) => T | string): Read {
  const values: T[] = [];
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line === '') continue;
    const value = read(line);
    if (typeof value === 'string') return { fault: `“${line}”: ${value}` };
    values.push(value);
  }
  return { value: values };
}

function councilOf(line: string, { councils }: About): number | string {
  const name = line.toLowerCase();
  const found = councils.find(({ shortName }) => shortName.toLowerCase() === name);
  return found?.id ?? `write one of ${councils.map(({ shortName }) => shortName).join(', ')}`;
}

function readPart(line: string, about: About): CouncilPart | string {
  const [, name = '', parts = ''] = /^(.+?)\s*:\s*(\d{1,9})$/.exec(line) ?? [];
  if (name === '') return 'write the council and its parts, like “Westmoor: 45”';
  const councilId = councilOf(name, about);
  return typeof councilId === 'string' ? councilId : { councilId, parts: Number(parts) };
}

function readOption(line: string): CaseOption | string {
  const [name = '', cost = '', ...benefit] = line.split(':').map((each) => each.trim());
  const money = parseMoney(cost);
  if (name === '' || !money.ok)
    return 'write the option, its cost and what it brings, like “Buy together: 120000: one contract”';
  return { name, costPence: money.value.pence, benefit: benefit.join(': ') };
}

function readCost(line: string): CostLine | string {
  const [, what = '', quantity = '', price = ''] = /^(.+?)\s*:\s*(\d{1,9})\s*[x×]\s*(\S+)$/i.exec(line) ?? [];
  const money = parseMoney(price);
  if (what === '' || !money.ok) return 'write what it is, how many and at how much each, like “Seats: 300 x 833.34”';
  return { what, quantity: Number(quantity), unitPence: money.value.pence };
}

const pounds = (pence: number): string => formatMoney(moneyOf(pence), { wholePounds: 'short' });

/** A value as the form's field holds it. */
export function typedField(spec: FieldSpec, value: unknown, about: About): string {
  if (value === undefined || value === null) return '';
  switch (spec.is) {
    case 'money':
      return pounds(value as number);
    case 'councils':
      return (value as readonly number[]).map((id) => nameOf(id, about)).join('\n');
    case 'parts':
      return (value as readonly CouncilPart[])
        .map(({ councilId, parts }) => `${nameOf(councilId, about)}: ${parts}`)
        .join('\n');
    case 'options':
      return (value as readonly CaseOption[])
        .map(({ name, costPence, benefit }) => [name, pounds(costPence), benefit].filter(Boolean).join(': '))
        .join('\n');
    case 'costs':
      return (value as readonly CostLine[])
        .map(({ what, quantity, unitPence }) => `${what}: ${quantity} x ${pounds(unitPence)}`)
        .join('\n');
    default:
      return plainText(value);
  }
}
