#!/usr/bin/env node
// Writes the table of docs/develop/events.md from the kinds of events that the built code knows.
//   node scripts/write-events.mjs      (build first: npm run build)
import { readFileSync, writeFileSync } from 'node:fs';
import { inCheckout } from './setup/checkout.mjs';

const { describeEvents } = await import('../packages/core/dist/events/index.js');

const file = inCheckout('docs/develop/events.md');
writeFileSync(file, describeEvents(readFileSync(file, 'utf8')));
