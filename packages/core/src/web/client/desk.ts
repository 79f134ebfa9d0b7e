import { startBusy } from './busy.js';
import { startCallClock } from './call-clock.js';
import { startConditionalQuestions } from './conditional-questions.js';
import { startDrafts } from './drafts.js';
import { startExpiry } from './expiry.js';
import { startFetched } from './fetched.js';
import { startFileUploads } from './file-upload.js';
import { startLiveQueue } from './live-queue.js';
import { startMapPoints } from './map-point.js';
import { startNavCounts } from './nav-counts.js';
import { startPlaceMaps } from './place-map.js';
import { startPresence } from './presence.js';
import { startPrint } from './print.js';
import { startQueue } from './queue.js';
import { startRepeatedItems } from './repeated-items.js';
import { startSessionWarning } from './session-warning.js';
import { startShortcuts } from './shortcuts.js';
import { startSuggestions } from './suggest.js';
import { startTextCounts } from './text-count.js';
import { startWallboard } from './wallboard.js';

/** All that the desk adds to its pages in the browser. Each page works without it. */
for (const start of [
  startShortcuts,
  startSuggestions,
  startDrafts,
  startQueue,
  startLiveQueue,
  startPresence,
  startRepeatedItems,
  startConditionalQuestions,
  startFileUploads,
  startTextCounts,
  startFetched,
  startMapPoints,
  startPlaceMaps,
  startPrint,
  startWallboard,
  startNavCounts,
  startExpiry,
  startCallClock,
  startSessionWarning,
  startBusy,
]) {
  try {
    start();
  } catch (cause) {
    // One module that fails must not take the others with it.
    console.error(cause);
  }
}
