#!/usr/bin/env node
// Measures an adviser's work on a large database, beside what the machine allows (docs/performance.md):
//   npm run bench [-- --quick] [-- --engine sqlite|postgres] [-- --json FILE] [-- --customers N]
//   npm run bench -- --partnership   ten authorities beside one
import { inCheckout, root } from './setup/checkout.mjs';

const { main } = await import(new URL(`file://${inCheckout('.build/test/bench/main.js')}`).href);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));
process.exitCode = await main(process.argv.slice(2), root);
