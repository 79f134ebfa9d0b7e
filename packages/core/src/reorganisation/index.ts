export { joinAuthority, type Joined } from './commands/join-authority.js';
export { readJoiningFile, type JoiningFile } from './joining-file.js';
export { leaveAuthority, previewLeaving, type Leaving } from './leave-authority.js';
export { leavePlanLines, type LeavePlan } from './leave-plan.js';
export { isOwnProof, SignedProof } from './leaving-proof.js';
export type { LeavingCheck, Obstacle } from './leaving-checks.js';
export { checkArchive, type CheckedArchive } from './check-archive.js';
export { listClosedChains } from './leavings-repository.js';
