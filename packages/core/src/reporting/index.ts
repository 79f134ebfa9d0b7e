import { defineCapability } from '../kernel/capability.js';
import { apiRoutes } from './api.js';
import { deskRoutes } from './desk.js';
import { permissions } from './permissions.js';
import { getFigures } from './queries.js';

export { getFigures };
export { countShares, describeFigures } from './count-shares.js';
export { definitionOf as outcomeDefinition, outcomeKeys, readOutcomes, type OutcomeKey } from './outcome-figures.js';
export { countWaits } from './count-waits.js';
export { waitWords } from './wait-words.js';
export type { Waits } from './waits.js';
export { fewestForShare, numberWords, shareBasis, shareWords } from './share-words.js';
export type { Figure, FigureGroup, FigureKey, Figures, Grouping, Share, ToldShare } from './types.js';

/** Figures that can be audited: what was done for customers, each with its definition and the query that counts it. */
export const reporting = defineCapability({
  name: 'reporting',
  permissions,
  commands: [],
  queries: [getFigures],
  routes: [...deskRoutes, ...apiRoutes],
  jobs: [],
});
