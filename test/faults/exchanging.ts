import { createHash } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { closeKernel, openKernel } from '#core/app/compose.js';
import { addTeam, addTeamMember } from '#core/directory/index.js';
import { retryPeer } from '#core/exchange/index.js';
import { systemActor } from '#core/kernel/actor.js';
import { systemClock } from '#core/kernel/clock.js';
import { runCommand } from '#core/kernel/command.js';
import { readConfig } from '#core/kernel/config.js';
import { statement } from '#core/kernel/db/statement.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { publishService } from '#core/services/index.js';
import { setCalendar } from '#core/authorities/index.js';
import { missedBin } from '#core/testing/case-world.js';
import { makeInstance, type Instance, type InstancePlan } from './instance.js';
import { openCutLink, type CutLink } from './cut-link.js';
import { runMoothall, serve, type Served } from './served.js';

/** One of two installations, its server in a process of its own, reached by the other through a line that is cut. */
export interface Station {
  readonly instance: Instance;
  readonly link: CutLink;
  readonly serviceId: string;
  server: Served | undefined;
  isStarting: boolean;
  /** Starts the server, or starts it again. */
  start(): Promise<void>;
  kill(): Promise<void>;
  close(): Promise<void>;
}

const setUp = systemActor('a test sets the scene');

/** Makes the installation with a service, and with its line. */
export async function openStation(plan: InstancePlan, about: { cutEvery: number }): Promise<Station> {
  const instance = await makeInstance(plan);
  appendFileSync(path.join(instance.directory, 'moothall.yaml'), 'exchange:\n  privateHosts:\n    - 127.0.0.1\n');
  const serviceId = await publishMissedBin(instance);
  const link = await openCutLink(about);
  const station: Station = {
    ...{ instance, link, serviceId, server: undefined, isStarting: false },
    start: async () => {
      station.isStarting = true;
      try {
        station.server = await serve(instance);
        link.leadTo(station.server.address);
      } finally {
        station.isStarting = false;
      }
    },
    kill: async () => {
      link.leadTo(undefined);
      await station.server?.kill();
    },
    close: async () => {
      await station.kill();
      await link.close();
      instance.remove();
    },
  };
  return station;
}

/** Publishes a service of the council, whose cases go to the team of whoever holds the token. Answers its id. */
export async function publishMissedBin({ directory, authorityId, personId }: Instance): Promise<string> {
  const kernel = await openKernel(readConfig(directory, {}), systemClock());
  try {
    const hours = [{ fromMinute: 540, toMinute: 1020 }];
    const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
    const weekly = Object.fromEntries(days.map((day) => [day, hours]));
    const calendar = { authorityId, key: 'office', name: 'Office', weekly, keepsBankHolidays: true };
    await runCommand(kernel, setUp, setCalendar, calendar);
    const team = { authorityId, key: 'waste', name: 'Waste', purpose: 'Empties bins.' };
    const { id: teamId } = await runCommand(kernel, setUp, addTeam, team);
    await runCommand(kernel, setUp, addTeamMember, { teamId, personId });
    return (await runCommand(kernel, setUp, publishService, { authorityId, definition: missedBin() })).id;
  } finally {
    await closeKernel(kernel);
  }
}

/** Connects one installation to the other, as its operator does it: by the fingerprint that is read out. */
export async function connect(one: Station, other: Station): Promise<string> {
  const { output } = await runMoothall(['exchange', 'key', '--dir', other.instance.directory, '--json']);
  const { keys } = JSON.parse(output) as { keys: { fingerprint: string }[] };
  const fingerprint = keys[0]?.fingerprint ?? '';
  const theirs = ['--their-council', 'dunmere', '--fingerprint', fingerprint];
  const where = ['--dir', one.instance.directory, '--json'];
  const added = await runMoothall(['exchange', 'add', 'dunmere', other.link.address, ...theirs, ...where]);
  if (added.code !== 0) throw new Error(`the councils could not be connected: ${added.output}`);
  return (JSON.parse(added.output) as { id: string }).id;
}

/** What “Try again now” does on the page of the other council: the link rests no longer. */
export async function tryNow({ instance }: Station, peerId: string): Promise<void> {
  const kernel = await openKernel(readConfig(instance.directory, {}), systemClock());
  try {
    await runCommand(kernel, setUp, retryPeer, { id: peerId });
  } finally {
    await closeKernel(kernel);
  }
}

const due = statement<{ now: number }, { count: number }>(
  `select count(*) as count from (
     select p.id from @exchange_peers p where p.next_try_at > :now
     union all select f.id from @transfer_files f where f.state = 'waiting' and f.next_try_at > :now
     union all select j.id from jobs j where j.state = 'waiting' and j.kind like 'exchange.%' and j.leased_until_at > :now
   ) as later`,
);

/** Whether a link of the station's rests, or a run of deliveries that a killed server had begun: it goes on by itself. */
export function rests({ instance }: Station): Promise<boolean> {
  return instance.withDatabase(async (db) => {
    const found = await db.read(everyAuthority).first(due, { now: systemClock().now() });
    return Number(found?.count) > 0;
  });
}

/** Asks the API of a station's server. @throws when nothing answers */
export async function ask<T>(
  { server, instance }: Station,
  address: string,
  { body, version }: { readonly body?: object; readonly version?: number } = {},
): Promise<T & { status: number }> {
  const answer = await fetch(`${server?.address ?? ''}/api/v1${address}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      Authorization: `Bearer ${instance.token}`,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(version === undefined ? {} : { 'If-Match': `"v${version}"` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { ...((await answer.json()) as T), status: answer.status };
}

/** Puts a text file on a case, and answers its id and SHA-256. */
export async function attach(
  station: Station,
  caseId: string,
  name: string,
  text: string,
): Promise<{ id: string; digest: string }> {
  const form = new FormData();
  form.set('file', new Blob([text], { type: 'text/plain' }), name);
  const answer = await askForBytes(station, `/cases/${caseId}/files`, { method: 'POST', body: form });
  const { id } = JSON.parse(answer.toString()) as { id: string };
  return { id, digest: sha256(Buffer.from(text)) };
}

/** Name and SHA-256 of each file of a case, as it is downloaded, by name. */
export async function digestsOf(station: Station, caseId: string): Promise<[string, string][]> {
  const { items } = await ask<{ items: { id: string; name: string }[] }>(station, `/cases/${caseId}/files`);
  const found = items.map(async ({ id, name }): Promise<[string, string]> => {
    return [name, sha256(await askForBytes(station, `/cases/${caseId}/files/${id}`))];
  });
  return (await Promise.all(found)).sort();
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

async function askForBytes({ server, instance }: Station, address: string, about: RequestInit = {}): Promise<Buffer> {
  const headers = { Authorization: `Bearer ${instance.token}` };
  const answer = await fetch(`${server?.address ?? ''}/api/v1${address}`, { ...about, headers });
  if (!answer.ok) throw new Error(`${address} was answered with ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
}

const noteEvents = statement<{ case: string }, { body: string }>(
  `select body from @case_events e where case_id = :case and kind = 'transfer' and body is not null
   and data like '%"their-note"%' order by at, id`,
);

/** What took effect on a case of the notes that the other council sent, in that order. */
export function notesOn({ instance }: Station, caseId: string): Promise<string[]> {
  return instance.withDatabase(async (db) =>
    (await db.read(everyAuthority).all(noteEvents, { case: caseId })).map(({ body }) => body),
  );
}
