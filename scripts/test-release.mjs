#!/usr/bin/env node
// Runs whole what is looked at before a release: every route asked by every role of every kind of partner, and every
// edit raced on both databases. In `npm test` one role asks each route, and each edit is raced on one database. Takes
// about ten minutes.
//   npm run test:release [-- --grep "words of a title"]
import { runWhole } from './test/long.mjs';

await runWhole(
  'Every route for everyone',
  ['.build/test/matrix.test.js', '.build/test/two-people/parallel-edits.test.js'],
  { MOOTHALL_TEST_RELEASE: 'whole' },
);
