import type { CustomerContext } from './customer-records.js';
import { hardCaseTexts } from './hard-cases.js';
import { familyHardCases } from './hard-case-families.js';
import { nameHardCases } from './hard-case-names.js';
import { protectedHardCases } from './hard-case-protected.js';
import { hardCaseCast, type HardCaseCast } from './hard-case-cast.js';
import type { PlaceFinder } from './place-finder.js';
import type { DemoHardCase } from './types.js';

/** Makes the people of every hard case, with those who speak for them and the links between two councils' records. */
export function castHardCases(context: CustomerContext, finder: PlaceFinder): HardCaseCast {
  const cast = hardCaseCast(context, finder);
  familyHardCases(cast);
  protectedHardCases(cast);
  nameHardCases(cast);
  return cast;
}

/** The list for docs and tests: each hard case with its customers. Throws where one has nobody. */
export function listHardCases(cast: HardCaseCast): DemoHardCase[] {
  return hardCaseTexts.map((text) => {
    const customerKeys = cast.customers.filter((each) => cast.caseOf(each) === text.key).map((each) => each.key);
    if (customerKeys.length === 0) throw new Error(`Hard case ${text.key} has nobody in it`);
    return { ...text, customerKeys };
  });
}
