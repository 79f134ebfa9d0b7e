#!/usr/bin/env node
// Writes docs/administer/permissions.md from the permissions that the built code declares.
//   node scripts/write-permissions.mjs      (build first: npm run build)
import { writeFileSync } from 'node:fs';
import { inCheckout } from './setup/checkout.mjs';

const { describePermissions } = await import('../packages/core/dist/access/index.js');
const { allPermissions } = await import('../packages/core/dist/app/capabilities.js');

writeFileSync(inCheckout('docs/administer/permissions.md'), describePermissions(allPermissions()));
