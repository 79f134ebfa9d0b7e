#!/usr/bin/env node
// Type-checks every EJS template against the view model that its first line names, and its includes against theirs.
//   node scripts/check-templates.mjs [folder]      (without one: packages/core/src)
import path from 'node:path';
import { checkTemplates } from './templates/check.mjs';
import { inCheckout } from './setup/checkout.mjs';

const folder = path.resolve(process.argv[2] ?? inCheckout('packages/core/src'));
const { count, faults } = checkTemplates(folder);

for (const { file, line, column, message } of faults) {
  console.error(`${path.relative(process.cwd(), file)}:${line}:${column} ${message}`);
}
if (count === 0) console.error(`There are no templates in ${folder}.`);
else console.log(`${count} templates checked, ${faults.length} faults`);
process.exitCode = count === 0 || faults.length > 0 ? 1 : 0;
