import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import type { DocumentsInstance } from '@moothall/adapter-sdk';
import { aHost, keepsDocumentsHere, startAdapter } from '@moothall/adapter-testkit';
import { expect } from 'chai';
import { adapter, marker } from './folder.js';

const folders: string[] = [];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function aFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'moothall-documents-'));
  folders.push(folder);
  writeFileSync(path.join(folder, marker), '');
  return folder;
}

keepsDocumentsHere({
  adapter,
  settings: () => ({ own: { folder: aFolder() }, another: { folder: aFolder() } }),
});

describe('the folder for files', () => {
  const start = (folder: string): DocumentsInstance =>
    startAdapter(adapter, aHost(), { settings: { folder }, secrets: {} });
  const aDocument = { name: 'dunmere/a', mediaType: 'text/plain', bytes: Buffer.from('a'), sha256: '' };
  const faultOf = async (work: () => Promise<unknown>) =>
    work().then(
      () => ({ code: 'went well', message: '' }),
      ({ code, message }: { code: string; message: string }) => ({ code, message }),
    );

  it('writes nothing into a folder that is not marked, as that of a share that is not mounted', async () => {
    const folder = aFolder();
    rmSync(path.join(folder, marker));
    const instance = start(folder);
    for (const work of [() => instance.store(aDocument), () => instance.check(), () => instance.list(null)]) {
      const { code, message } = await faultOf(work);
      expect(code).to.equal('unreachable');
      expect(message).to.include(marker).and.not.include(folder);
    }
    expect(readdirSync(folder)).to.deep.equal([]);
    expect((await faultOf(() => start(path.join(folder, 'gone')).check())).code).to.equal('unreachable');
  });

  it('says when the account may not write', async function () {
    if (userInfo().uid === 0) return this.skip(); // nothing is forbidden to root
    const folder = aFolder();
    chmodSync(folder, 0o500);
    expect((await faultOf(() => start(folder).check())).code).to.equal('not_permitted');
    expect((await faultOf(() => start(folder).store(aDocument))).code).to.equal('not_permitted');
    chmodSync(folder, 0o700);
  });

  it('leaves nothing of a document that could not be written whole', async () => {
    const folder = aFolder();
    mkdirSync(path.join(folder, 'dunmere', 'a'), { recursive: true });
    expect((await faultOf(() => start(folder).store(aDocument))).code).to.not.equal('went well');
    expect(readdirSync(path.join(folder, 'dunmere'))).to.deep.equal(['a']);
  });

  it('lists a thousand at once, and goes on behind the last', async () => {
    const folder = aFolder();
    const names = Array.from({ length: 1203 }, (_, index) => `d${index % 7}/f${index}`).sort();
    for (const name of names) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), '');
    }
    writeFileSync(path.join(folder, 'd1', 'half.part'), '');
    const first = await start(folder).list(null);
    const second = await start(folder).list(first.next);
    expect(first.documents.length).to.equal(1000);
    expect([...first.documents, ...second.documents].map(({ name }) => name)).to.deep.equal(names);
    expect(second.next).to.equal(null);
  });

  it('takes a whole path alone', () => {
    expect(adapter.settings.safeParse({ folder: 'documents' }).success).to.equal(false);
  });
});
