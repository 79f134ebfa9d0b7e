/** What the command line and other programs use of Moothall. */
export { openKernel, closeKernel, migrateDatabase } from './app/compose.js';
export {
  createStaff,
  endStaffSessions,
  requireStaffSecondFactor,
  resetStaffPassword,
  resetStaffSecondFactor,
} from './app/staff-accounts.js';
export { createStaffToken, type MadeToken, type NewStaffToken } from './app/staff-tokens.js';
export { findImporter, importers, type ImportDifference, type Importer, type ImporterInput } from './app/importers.js';
export { listStreams, streamAudit, type StreamRun, type StreamState } from './app/audit-streams.js';
export { openDemo, type DemoOptions, type OpenDemo } from './app/demo/open-demo.js';
export {
  checkConnections,
  listConnections,
  showAdapter,
  withAdapters,
  type AdapterShown,
  type CheckedConnection,
  type KnownConnection,
  type SettingRow,
} from './adapters/index.js';
export {
  connectCouncil,
  exchangeKeys,
  listConnected,
  pinCouncilKey,
  type NewLink,
  type PrintedKey,
} from './app/connect-council.js';
export { cloneInstallation, type ClonedInstallation } from './app/clone.js';
export { diagnose, type Finding } from './app/doctor.js';
export { hasCouncil, setUpCouncil, type FirstCouncil, type SetUpCouncil } from './app/first-council.js';
export { foundAuthority, listKnownAuthorities, type FoundedAuthority } from './app/found-authority.js';
export { joinCouncil, type JoinedCouncil } from './app/join-authority.js';
export { readInstallationState, type InstallationState, type SchemaState } from './app/installation-state.js';
export { leavingChecks } from './app/leaving-checks.js';
export {
  exportService,
  installedPack,
  installedPacks,
  installPlanned,
  packStanza,
  planPackInstall,
  type OwnedPack,
  type PackAsked,
  type PackOwner,
  type PackPlan,
} from './app/packs.js';
export { moveInstallation, type MovedInstallation } from './app/move-to-postgres.js';
export { moothallVersion } from './app/moothall-version.js';
export { rehearse, rehearseCopy, type RehearsalOptions } from './app/rehearse.js';
export { restore, restoreMoment } from './app/restore.js';
export { copyNow } from './app/copy-now.js';
export { keysOf, writeSetting, type NewSetting } from './app/settings-file.js';
export { settingNamed, shownSettings } from './app/shown-settings.js';
export { makeSupportBundle, type SupportSurroundings } from './app/support-bundle.js';
export { verifyClosedAndOpen } from './app/verify-closed-and-open.js';
export { parsePort } from './app/parse-port.js';
export { enterCaptured, enterCapturedAgain } from './app/enter-captured.js';
export { findReadingCopy, makeReadingCopy, onCopy, removeReadingCopy, type ReadingCopy } from './app/stand-in.js';
export { startServer, type RunningServer, type StartOptions } from './app/server.js';
export { countOverdue, sealEntries, verifyChains, type ChainHead, type ChainReport } from './audit/index.js';
export {
  addBackupKey,
  backupFolder,
  checkBackup,
  listBackups,
  makeBackup,
  newBackupKeyPair,
  newestBackup,
  parseMoment,
  privateKeyText,
  readLastRehearsal,
  readPrivateKeys,
  restoreConfiguration,
  writePrivateKey,
  type LastRehearsal,
  type MadeBackup,
  type RestoredBackup,
} from './backups/index.js';
export { evaluateFile, type EvaluatedPair, type Evaluation, type EvaluateOptions } from './customers/index.js';
export { incomeFileAgain, incomeFiles, writeIncomeFiles, type ListedIncomeFile } from './payments/index.js';
export { listJobs, retryJobs, type ListedJob } from './jobs/index.js';
export { clockStartingAt, systemClock, type Clock, type Instant } from './kernel/clock.js';
export { readConfig, ConfigError, type Config } from './kernel/config.js';
export { holdInstallation, type Hold } from './kernel/db/hold.js';
export { readLogLine, withoutValues } from './kernel/log.js';
export type { ImportReport } from './kernel/import/run-import.js';
export type { Kernel } from './kernel/kernel.js';
export {
  differenceText,
  readPack,
  runPackTests,
  writePack,
  type Pack,
  type PackDifference,
  type PackTestResult,
} from './packs/index.js';
export {
  checkArchive,
  exportAuthority,
  isOwnProof,
  leaveAuthority,
  leavePlanLines,
  mergeAuthorities,
  mergePlanLines,
  previewLeaving,
  previewMerging,
  previewSplit,
  SignedProof,
  splitAuthority,
  splitPlanLines,
  type Exported,
  type LeavePlan,
  type Merged,
  type MergePlan,
  type SplitAsked,
  type SplitDone,
  type SplitPlan,
} from './reorganisation/index.js';
