#!/usr/bin/env node
// Runs whole what is looked at before a release: the packages published, installed, upgraded and bundled; every route asked by every role of every kind of partner, every edit
// raced on both databases, and every state of every page in light and in dark. In `npm test` one role asks each route,
// each edit is raced on one database, and the first state of a page is looked at in dark. Takes about ten minutes.
//   npm run test:release [-- --grep "words of a title"]
import { runWhole } from './test/long.mjs';

const everyRoute = { title: 'every route for everyone', files: ['.build/test/matrix.test.js'] };
const everyEdit = { title: 'every edit raced', files: ['.build/test/two-people/parallel-edits.test.js'] };

const published = { title: 'as it is published', files: ['.build/test/release/*.test.js'], inBrowser: true };
const everyPage = { title: 'every state of every page', files: ['.build/test/browser/pages.test.js'], inBrowser: true };

await runWhole(
  { beside: [published, everyPage, everyRoute, everyEdit], alone: [] },
  { MOOTHALL_TEST_RELEASE: 'whole' },
);
