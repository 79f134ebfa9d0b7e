import { defineCapability } from '../kernel/capability.js';
import { apiRoutes } from './api.js';
import { installPack } from './commands/install-pack.js';
import { deskRoutes } from './desk.js';
import { exportPack } from './export-pack.js';
import { permissions } from './permissions.js';
import { getKeptPack, installKeptPack, keepPack } from './kept-pack.js';
import { getPack, listPacks, planPack } from './queries.js';

export { connectionStanza } from './connection-stanza.js';
export { differenceText } from './difference-words.js';
export type { InstalledPack } from './queries.js';
export type { InstallAsked, InstallPlan } from './plan-install.js';
export { readPack, type ReadPack } from './read-pack.js';
export { runPackTests, type PackTestResult } from './run-pack-tests.js';
export type { PackDifference, DifferenceKind } from './three-way.js';
export type { Pack, PackConnection, TeamsChosen } from './types.js';
export { writePack } from './write-pack.js';
export { exportPack, getKeptPack, getPack, installPack, keepPack, listPacks, planPack };

/** Services as councils exchange them: one file each, installed over what is there without losing what was changed. */
export const packs = defineCapability({
  name: 'packs',
  permissions,
  commands: [installPack, installKeptPack, keepPack],
  queries: [exportPack, getKeptPack, getPack, listPacks, planPack],
  routes: [...deskRoutes, ...apiRoutes],
  jobs: [],
});
