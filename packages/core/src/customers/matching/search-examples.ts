import type { MatchableCustomer } from './matchable-customer.js';
import type { SearchPlan, TokenMatch } from './plan-search.js';
import { customerTokens } from './search-tokens.js';
import { slipsOf } from './typing-slips.js';

export type ExampleCustomer = MatchableCustomer & { id: string };

/** Runs a plan over customers as the index of tokens would. */
export function runPlan(plan: SearchPlan, customers: readonly ExampleCustomer[]): ExampleCustomer[] {
  const stored = customers.map((customer) => ({ customer, tokens: customerTokens(customer) }));
  const found = new Map<string, ExampleCustomer>();
  for (const lookup of plan.lookups) {
    const before = found.size;
    if (lookup.askedWhen === 'nobody-found' && before > 0) continue;
    for (const { customer, tokens } of stored) {
      if (lookup.allOf.every((match) => tokens.some((one) => isMatch(one, match)))) found.set(customer.id, customer);
    }
    if (found.size >= plan.enough || (lookup.whenFound === 'stop' && found.size > before)) break;
  }
  return [...found.values()];
}

function isMatch(one: string, match: TokenMatch): boolean {
  if (match.match === 'equals') return match.tokens.includes(one);
  if (!one.startsWith(match.prefix)) return false;
  if (match.match === 'slip') return slipsOf(match.word).includes(one.slice(match.prefix.length));
  return match.match === 'starts' || one.includes(`|${match.second}`);
}
