import type { LocalDate } from '../kernel/clock.js';
import { everyService } from './rules.js';
import type { Responsibility } from './types.js';

/** `two`: one area's rules name two authorities on the same days. `nobody`: the last that was named ends. */
export interface RuleWarning {
  readonly kind: 'two' | 'nobody';
  readonly rule: Responsibility;
  /** Of `two`, the other. */
  readonly other?: Responsibility;
  /** From which day on. */
  readonly fromOn: LocalDate;
}

/**
 * What is wrong with rules from a day on. Where a ward's or a place's rule ends, that of its area counts again. Rules for every service may name several authorities, each for its tier, so only
 * rules for one service overlap; where a rule for every service remains, nobody is missed.
 */
export function ruleWarnings(rules: readonly Responsibility[], today: LocalDate): RuleWarning[] {
  const current = rules.filter(({ fromOn, toOn }) => toOn === null || (toOn > today && toOn > fromOn));
  const areas = new Map<string, Responsibility[]>();
  for (const rule of current) {
    const key = `${rule.area} ${rule.serviceKey}`;
    areas.set(key, [...(areas.get(key) ?? []), rule]);
  }
  const remains = (area: string, on: LocalDate): boolean =>
    (areas.get(`${area} ${everyService}`) ?? []).some((rule) => covers(rule, on));
  return [...areas.values()]
    .filter(([rule]) => rule !== undefined && rule.serviceKey !== everyService)
    .flatMap((together) => [
      ...overlaps(together, today),
      ...together.flatMap((rule) => {
        const { toOn: fromOn, area, areaKind } = rule;
        if (
          fromOn === null ||
          areaKind !== 'authority' ||
          together.some((other) => covers(other, fromOn)) ||
          remains(area, fromOn)
        )
          return [];
        return [{ kind: 'nobody' as const, rule, fromOn }];
      }),
    ]);
}

function overlaps(together: readonly Responsibility[], today: LocalDate): RuleWarning[] {
  return together.flatMap((rule, at) =>
    together.slice(at + 1).flatMap((other): RuleWarning[] => {
      const fromOn = [rule.fromOn, other.fromOn, today].reduce((one, two) => (one > two ? one : two));
      const isBoth = covers(rule, fromOn) && covers(other, fromOn) && rule.authorityId !== other.authorityId;
      return isBoth ? [{ kind: 'two', rule, other, fromOn }] : [];
    }),
  );
}

function covers({ fromOn, toOn }: Responsibility, on: LocalDate): boolean {
  return fromOn <= on && (toOn === null || toOn > on);
}
