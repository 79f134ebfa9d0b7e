import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import express, { type Response } from 'express';
import { openKernel } from '#core/app/compose.js';
import { systemClock } from '#core/kernel/clock.js';
import { readConfig, type Config } from '#core/kernel/config.js';
import { knowledgeIndex } from '#core/knowledge/index.js';
import { search } from '#core/knowledge/search/search-index.js';
import type { CeilingTask, Sample } from '../load/samples.js';
import { recordPages, type RecordedPage } from './record-pages.js';
import { withoutPolicies } from '../servers/postgres.js';
import { replayOnKnex, replayOnPostgres, replayOnSqlite, type Replay } from './replay.js';

/**
 * The ceilings in one process: `/memory/…` prints a recorded page from memory, `/prepared/…` and `/knex/…` run the
 * page's statements first. Only Express and the product's templates: no session, permission, scope check, read audit,
 * form token or headers. Takes a file with the task; prints its port when every page has been recorded.
 */
async function main(taskFile: string): Promise<void> {
  const task = JSON.parse(readFileSync(taskFile, 'utf8')) as CeilingTask;
  const config = readConfig(task.directory, { MOOTHALL__LOG__LEVEL: 'warn' });
  const kernel = await openKernel(config, systemClock());
  const recorded = await recordPages(kernel, task);
  const index = await knowledgeIndex(kernel);
  const samples = task.operations.map((operation) => operation.samples);
  const find = (words: string | undefined): void => {
    if (words !== undefined) search(index, { words, authorityIds: [2], limit: 20 });
  };
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(express.urlencoded({ extended: false }));
  for (const [kind, replay] of [['memory', undefined], ...replays(config)] as const) {
    app.all(`/${kind}/:operation/:sample`, async (request, response) => {
      const [operation, number] = [Number(request.params.operation), Number(request.params.sample)];
      const page = recorded[operation]?.[number];
      if (!page) throw new Error('nothing was recorded there');
      if (replay) {
        find(samples[operation]?.[number]?.words);
        await replay.run(page.statements);
      }
      answer(response, page, samples[operation]?.[number]);
    });
  }
  const server = createServer(app);
  await listen(server);
  // The parent waits for this line.
  console.log(`ceilings on ${(server.address() as AddressInfo).port}`);
}

function answer(response: Response, page: RecordedPage, sample: Sample | undefined): void {
  if (page.print) response.type('html').send(page.print());
  else response.redirect(sample?.status ?? 303, page.location);
}

function replays({ database, data }: Config): [string, Replay][] {
  if (database.engine === 'sqlite') return [['prepared', replayOnSqlite(path.resolve(data, database.file))]];
  return [
    ['prepared', replayOnPostgres(withoutPolicies(database.url))],
    ['knex', replayOnKnex(withoutPolicies(database.url))],
  ];
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}

await main(process.argv[2] ?? '');
