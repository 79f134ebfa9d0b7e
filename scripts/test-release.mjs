#!/usr/bin/env node
// Runs whole what is looked at before a release: every route asked by every role of every kind of partner, and every
// edit raced on both databases. In `npm test` one role asks each route, and each edit is raced on one database. Takes
// about ten minutes.
//   npm run test:release [-- --grep "words of a title"]
import { runWhole } from './test/long.mjs';

const everyRoute = { title: 'every route for everyone', files: ['.build/test/matrix.test.js'] };
const everyEdit = { title: 'every edit raced', files: ['.build/test/two-people/parallel-edits.test.js'] };

await runWhole({ beside: [everyRoute, everyEdit], alone: [] }, { MOOTHALL_TEST_RELEASE: 'whole' });
