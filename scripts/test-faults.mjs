#!/usr/bin/env node
// Runs the fault tests whole: hundreds of kills and power cuts, a database locked for half a minute, and the like.
// `npm test` runs the same tests with few rounds. Takes about ten minutes.
//   npm run test:faults [-- --grep "words of a title"]
import { runWhole } from './test/long.mjs';

await runWhole('Faults', ['.build/test/faults/**/*.test.js'], { MOOTHALL_TEST_FAULTS: 'whole' });
