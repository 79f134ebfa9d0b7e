import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { diskShim, shimEnvironment } from '../disk-shim.js';
import { makeInstance, type Instance } from '../instance.js';
import { until } from '../poll.js';
import { serve, type Served } from '../served.js';
import { newWriteLog, tally, write, type Refusal, type WriteLog } from '../writes.js';

const faults = [
  { what: 'a full disk', errno: os.constants.errno.ENOSPC, status: 507, says: 'no room left' },
  { what: 'a disk that became read-only', errno: os.constants.errno.EROFS, status: 503, says: 'can’t be written to' },
  { what: 'a disk that fails', errno: os.constants.errno.EIO, status: 503, says: 'can’t be written to' },
] as const;

describe('storage that fails under a running server', function () {
  this.timeout(60_000);

  for (const { what, errno, status, says } of faults)
    it(`${what}: refuses writes in plain words, goes on reading, and heals unaided`, async function () {
      const shim = diskShim();
      if (shim === undefined) return this.skip();
      const instance = await makeInstance();
      const fault = path.join(instance.directory, 'fault');
      const environment = shimEnvironment(shim, { folder: instance.config.data, fault });
      try {
        await breakAndMend(instance, await serve(instance, { environment }), {
          breakIt: () => writeFileSync(fault, String(errno)),
          mendIt: () => rmSync(fault),
          expected: { status, says },
        });
      } finally {
        instance.remove();
      }
    });

  it('a file system that really is full: refuses writes in plain words, goes on reading, and heals unaided', async function () {
    const mounted = mountSmall();
    if (mounted === undefined) return this.skip();
    const instance = await makeInstance({ data: path.join(mounted.folder, 'data') });
    const filler = path.join(mounted.folder, 'filler');
    try {
      await breakAndMend(instance, await serve(instance), {
        breakIt: () => fill(mounted.folder, filler),
        mendIt: () => rmSync(filler),
        expected: { status: 507, says: 'no room left' },
      });
    } finally {
      instance.remove();
      mounted.unmount();
    }
  });
});

interface Breakage {
  readonly breakIt: () => void;
  readonly mendIt: () => void;
  readonly expected: { readonly status: number; readonly says: string };
}

async function breakAndMend(
  instance: Instance,
  served: Served,
  { breakIt, mendIt, expected }: Breakage,
): Promise<void> {
  const log = newWriteLog();
  const way = { address: served.address, token: instance.token };
  try {
    for (let count = 0; count < 20; count += 1) expect(await write(way, log)).to.equal(true);

    breakIt();
    const { value: refusal } = await until('a refused write', () => refusedWrite(way, log), {
      withinMs: 20_000,
      everyMs: 0,
    });
    expect(refusal.status).to.equal(expected.status);
    expect(refusal.detail).to.contain(expected.says).and.to.contain('Nothing was saved');
    for (const id of [...log.acknowledged].slice(0, 5)) expect(await readStatus(way, id)).to.equal(200);
    expect((await fetch(`${served.address}/sign-in`)).status).to.equal(200);

    mendIt();
    await until('a write that is taken again', () => write(way, log), { withinMs: 5000 });
    for (let count = 0; count < 20; count += 1) expect(await write(way, log)).to.equal(true);
  } finally {
    await served.stop();
  }
  const { lost, extra, half } = await tally(instance, log);
  expect({ lost, extra, half }).to.deep.equal({ lost: 0, extra: 0, half: 0 });
}

async function refusedWrite(way: { address: string; token: string }, log: WriteLog): Promise<Refusal | undefined> {
  await write(way, log);
  return log.refusals.at(-1);
}

async function readStatus({ address, token }: { address: string; token: string }, id: string): Promise<number> {
  const headers = { Authorization: `Bearer ${token}` };
  return (await fetch(`${address}/api/v1/interactions/${id}`, { headers })).status;
}

/** A file system of 24 MB in memory; only the superuser may mount one. */
function mountSmall(): { folder: string; unmount: () => void } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'moothall-small-disk-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', folder]);
  if (status !== 0) {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  mkdirSync(path.join(folder, 'data'));
  const unmount = (): void => {
    spawnSync('umount', [folder]);
    rmSync(folder, { recursive: true });
  };
  return { folder, unmount };
}

function fill(folder: string, filler: string): void {
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(filler, Buffer.alloc(bavail * bsize));
}
