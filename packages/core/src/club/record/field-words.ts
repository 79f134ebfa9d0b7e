import type { LocalDate } from '../../kernel/clock.js';
import { formatFullDate } from '../../kernel/format-time.js';
import type { FieldSpec } from './field-spec.js';
import { nameOf, otherOf, plainText, type About, type RecordKind } from './record-kind.js';
import { typedField } from './typed-field.js';

/** What somebody reads for a value; nothing for a field that was left empty. */
export function fieldWords(
  spec: FieldSpec,
  value: unknown,
  about: About,
  kindOf: (part: string) => RecordKind | undefined,
): string {
  if (value === undefined || value === null || value === '') return '';
  switch (spec.is) {
    case 'date':
      return formatFullDate(value as LocalDate);
    case 'choice':
      return spec.choices[plainText(value)] ?? plainText(value);
    case 'council':
      return nameOf(value as number, about);
    case 'record': {
      const other = otherOf(about, spec.part, value);
      return (other && kindOf(spec.part)?.lineOf(other, about).title) ?? '';
    }
    default:
      return typedField(spec, value, about);
  }
}
