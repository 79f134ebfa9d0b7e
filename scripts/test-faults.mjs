#!/usr/bin/env node
// Runs the fault tests whole: hundreds of kills and power cuts, a database locked for half a minute, and the like.
// `npm test` runs the same tests with few rounds. Takes about an hour on two processors.
//   npm run test:faults [-- --grep "words of a title"]
import { readdirSync } from 'node:fs';
import { runWhole } from './test/long.mjs';

const folder = '.build/test/faults';
const all = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.test.js'));
const beside = all.filter((name) => !name.startsWith('serving/'));

await runWhole(
  {
    beside: beside.map((name) => ({ title: name.replace('.test.js', ''), files: [`${folder}/${name}`] })),
    // They judge how soon a server answers.
    alone: [{ title: 'faults of a server that serves', files: [`${folder}/serving/*.test.js`] }],
  },
  { MOOTHALL_TEST_FAULTS: 'whole' },
);
