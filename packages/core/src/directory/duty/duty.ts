import type { Capability } from '../../kernel/capability.js';
import { dutyApiRoutes } from './duty-api.js';
import { dutyRoutes } from './duty-desk.js';
import { getRota, listRotas, whoIsOnDuty } from './duty-queries.js';
import { addRota, changeRota, dropSwap, endRota, swapDuty } from './keep-rota.js';

/** What duty rotas bring to the directory. */
export const duty = {
  commands: [addRota, changeRota, endRota, swapDuty, dropSwap],
  queries: [listRotas, getRota, whoIsOnDuty],
  routes: [...dutyRoutes, ...dutyApiRoutes],
} satisfies Partial<Capability>;
