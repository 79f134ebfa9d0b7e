// A process that brings a database's schema up to date and kills itself before the statement that it is told. Run by
// killed-migration.test.ts:
//   node migrating-process.js <instance> <statements to run first>
// Prints how many statements a whole run has.
import { openDatabase } from '#core/app/compose.js';
import { systemClock } from '#core/kernel/clock.js';
import { readConfig } from '#core/kernel/config.js';
import type { Database } from '#core/kernel/db/database.js';
import { migrate } from '#core/kernel/db/migrate.js';
import { lockRows } from '#core/kernel/db/row-security.js';
import { migrations } from '#core/migrations/index.js';

const [directory = '', first = ''] = process.argv.slice(2);
const stopBefore = Number(first);
const db = await openDatabase(readConfig(directory, {}));
let ran = 0;

const mortal: Database = {
  ...db,
  migration: (work) =>
    db.migration((run) =>
      work(async (sql) => {
        if (ran === stopBefore) process.kill(process.pid, 'SIGKILL');
        await run(sql);
        ran += 1;
      }),
    ),
  lockRows: () => (db.engine === 'postgres' ? lockRows(mortal) : db.lockRows()),
};

await migrate(mortal, migrations, systemClock());
await db.close();
process.stdout.write(`${ran}\n`);
