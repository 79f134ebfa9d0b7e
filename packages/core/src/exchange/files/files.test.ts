import { expect } from 'chai';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  addFile,
  getCasePage,
  listCaseFiles,
  removeFile,
  restrictCase,
  sendOutside,
  storeUpload,
} from '../../cases/index.js';
import { runCommand } from '../../kernel/command.js';
import { everyAuthority } from '../../kernel/scope.js';
import { auditOf, eventsOf } from '../../testing/expectations.js';
import { aWorksFarEnd, connectedTo } from '../../testing/far-end.js';
import { png } from '../../testing/one-pixel.js';
import { acceptTransfer, declineTransfer, offerTransfer, sendNote } from '../index.js';
import {
  codeOf,
  seen,
  takenOver,
  terms,
  transferAt,
  transferThere,
  betweenInstallations,
  type Installation,
} from '../testing/two-installations.js';
import { fetchFiles } from './fetch-files.js';
import { writePart } from './part-file.js';
import { pieceBytes } from './read-piece.js';
import { savePiece } from './transfer-files-repository.js';

betweenInstallations('files that go with a case to another installation', (pair) => {
  let made = 0;
  const letter = (bytes = 40): Buffer => Buffer.from(`Letter ${(made += 1)} about the kerb. `.padEnd(bytes, '.'));
  const attach = async (side: Installation, caseId: string, name: string, bytes = letter()): Promise<string> => {
    const file = await storeUpload(side.world.kernel, { field: 'file', name, bytes });
    return (await side.world.run(side.officer, addFile, { caseId, file })).id;
  };
  const offerWith = async (names: readonly string[], chosen = names.length, bytes?: Buffer) => {
    const { id: caseId, reference } = await pair.ours.cases.log();
    const files = [];
    for (const name of names) files.push(await attach(pair.ours, caseId, name, bytes));
    const input = { caseId, peerId: pair.ours.peerId, fields: [], ...terms, files: files.slice(0, chosen) };
    const { id } = await pair.ours.world.run(pair.ours.officer, offerTransfer, { ...input, expectedVersion: 1 });
    return { id, caseId, reference, files };
  };
  const takeOver = async (id: string) => {
    await pair.settle();
    const found = await transferThere(pair.ours, pair.theirs, id);
    const logged = await pair.theirs.cases.log();
    await pair.theirs.world.run(pair.theirs.officer, acceptTransfer, { ...seen(found), caseId: logged.id });
    return { id: found.id, caseId: logged.id, reference: logged.reference };
  };
  const write = async (side: Installation, id: string, files: readonly string[]) =>
    side.world.run(side.officer, sendNote, {
      ...seen(await transferAt(side, id)),
      text: 'See what is attached',
      files: [...files],
    });
  const filesOn = ({ world: at, officer }: Installation, caseId: string) => at.read(officer, listCaseFiles, { caseId });
  const states = async (side: Installation, id: string) =>
    (await transferAt(side, id)).files.map(({ name, state, reason }) => [name, state, ...(reason ? [reason] : [])]);
  /** What the case says happened to its files between installations, and to which. */
  const toldOn = async (side: Installation, reference: string) => {
    const { fileEvents } = await side.world.read(side.officer, getCasePage, { reference });
    return fileEvents.flatMap(({ data: { exchanged, name }, body }) =>
      exchanged ? [[name, exchanged, ...(body ? [body] : [])].join(' ')] : [],
    );
  };

  it('follow the case to the system in which its work is done here', async () => {
    const sent = await offerWith(['kerb.png'], 1, png);
    const { caseId, reference } = await takeOver(sent.id);
    const { world: there, officer } = pair.theirs;
    const kernel = connectedTo(there.kernel, aWorksFarEnd().adapter);
    await runCommand(kernel, officer, sendOutside, { caseId });
    await pair.settle();
    const [photo] = await filesOn(pair.theirs, caseId);
    const added = (await eventsOf(there, caseId)).filter(({ topic }) => topic === 'outside.file-added');
    expect(added.map(({ payload }) => payload)).to.deep.equal([{ reference, fileId: photo?.id }]);
  });

  it('are those that the sender chose, and are fetched once the case is taken over', async () => {
    const sent = await offerWith(['kerb.txt', 'private.txt'], 1);
    await pair.settle();
    const waiting = await transferThere(pair.ours, pair.theirs, sent.id);
    expect(await states(pair.theirs, waiting.id)).to.deep.equal([['kerb.txt', 'waiting']]);
    expect((await transferAt(pair.theirs, waiting.id)).files[0]?.cameBytes).to.equal(0);
    expect(await toldOn(pair.ours, sent.reference)).to.deep.equal(['kerb.txt going']);
    const taken = await takeOver(sent.id);
    expect(await toldOn(pair.theirs, taken.reference)).to.deep.equal(['kerb.txt coming']);
    await pair.settle();
    expect(await states(pair.theirs, taken.id)).to.deep.equal([['kerb.txt', 'arrived']]);
    expect(await states(pair.ours, sent.id)).to.deep.equal([['kerb.txt', 'arrived']]);
    const [file, ...others] = await filesOn(pair.theirs, taken.caseId);
    expect(others).to.deep.equal([]);
    expect(file).to.include({ name: 'kerb.txt', addedByName: 'Council of dunmere' });
    expect(file?.digest).to.equal((await filesOn(pair.ours, sent.caseId))[0]?.digest);
    expect(await toldOn(pair.ours, sent.reference)).to.deep.equal(['kerb.txt going', 'kerb.txt gone']);
    expect(await toldOn(pair.theirs, taken.reference)).to.deep.equal(['kerb.txt coming', 'kerb.txt come']);
    const audit = JSON.stringify(await auditOf(pair.theirs.world, taken.id));
    expect(audit).to.include('exchange.settle-file').and.include(file?.digest).and.not.include('kerb.txt');
  });

  it('go with later notes in both directions, each once', async () => {
    const { id, caseId, theirId, theirCaseId } = await takenOver(pair);
    const own = await attach(pair.ours, caseId, 'ours.txt', letter(2 * pieceBytes + 10));
    const their = await attach(pair.theirs, theirCaseId, 'theirs.txt');
    await write(pair.ours, id, [own]);
    await pair.settle();
    await write(pair.theirs, theirId, [their]);
    await pair.settle();
    for (const [side, about] of [
      [pair.ours, caseId],
      [pair.theirs, theirCaseId],
    ] as const)
      expect((await filesOn(side, about)).map(({ name }) => name)).to.have.members(['ours.txt', 'theirs.txt']);
    expect(await codeOf(write(pair.ours, id, [own]))).to.equal('bad_input');
    const came = (await filesOn(pair.ours, caseId)).find(({ name }) => name === 'theirs.txt');
    expect(await codeOf(write(pair.ours, id, [came?.id ?? '']))).to.equal('bad_input');
    await pair.settle();
    expect(await pair.theirs.fetchFiles()).to.equal(0);
    expect(await filesOn(pair.theirs, theirCaseId)).to.have.length(2);
  });

  it('are refused, and the sender is told, when what comes is not what was announced', async () => {
    const sent = await offerWith(['kerb.txt']);
    const [{ digest } = { digest: '' }] = await filesOn(pair.ours, sent.caseId);
    const place = path.join(path.dirname(pair.ours.world.kernel.config.data), 'files', digest.slice(0, 2), digest);
    writeFileSync(place, letter());
    const taken = await takeOver(sent.id);
    await pair.settle();
    const why = 'What came is not what was announced';
    expect(await states(pair.theirs, taken.id)).to.deep.equal([['kerb.txt', 'refused', why]]);
    expect(await states(pair.ours, sent.id)).to.deep.equal([['kerb.txt', 'refused', why]]);
    expect(await filesOn(pair.theirs, taken.caseId)).to.deep.equal([]);
    expect((await toldOn(pair.theirs, taken.reference)).at(-1)).to.equal(`kerb.txt refused-here ${why}`);
    expect((await toldOn(pair.ours, sent.reference)).at(-1)).to.equal(`kerb.txt refused-there ${why}`);
    expect(partsOf(pair.theirs)).to.deep.equal([]);
  });

  it('are refused for what an upload would be: too large, or of a kind that runs', async () => {
    const large = await offerWith(['large.txt'], 1, letter(5000));
    const digest = await pair.ours.world.kernel.files.put(Buffer.from(`<script>${made}</script>`));
    const { id, caseId, theirId } = await takenOver(pair);
    const file = { digest, name: 'page.txt', mediaType: 'text/plain', sizeBytes: `<script>${made}</script>`.length };
    const page = (await pair.ours.world.run(pair.ours.officer, addFile, { caseId, file })).id;
    await write(pair.ours, id, [page]);
    await pair.settle();
    expect(await states(pair.theirs, theirId)).to.deep.equal([
      ['page.txt', 'refused', 'It is of a kind that is not taken here'],
    ]);
    const taken = await takeOver(large.id);
    const { kernel } = pair.theirs.world;
    const config = { ...kernel.config, files: { ...kernel.config.files, maxBytes: 4000 } };
    expect(await fetchFiles({ ...kernel, config })).to.equal(1);
    expect((await states(pair.theirs, taken.id))[0]?.[1]).to.equal('refused');
  });

  it('are not sent when the case was restricted since, or they were taken off it', async () => {
    const removed = await offerWith(['removed.txt']);
    const { caseId, files } = removed;
    await pair.ours.world.run(pair.ours.officer, removeFile, { caseId, fileId: files[0] ?? '' });
    const restricted = await offerWith(['restricted.txt']);
    const takenRemoved = await takeOver(removed.id);
    const taken = await takeOver(restricted.id);
    await pair.ours.deliver();
    const { version } = await pair.ours.world
      .read(pair.ours.officer, getCasePage, { id: restricted.caseId })
      .then((x) => x.case);
    await pair.ours.world.run(pair.ours.officer, restrictCase, {
      ...{ caseId: restricted.caseId, expectedVersion: version, reason: 'safeguarding' },
    });
    await pair.settle();
    const why = 'The other council does not send it, or not any more';
    expect(await states(pair.theirs, takenRemoved.id)).to.deep.equal([['removed.txt', 'refused', why]]);
    expect(await states(pair.theirs, taken.id)).to.deep.equal([['restricted.txt', 'refused', why]]);
    expect(await codeOf(write(pair.ours, restricted.id, restricted.files))).to.equal('transfer_restricted');
  });

  it('go on behind what has come, begin again where that is lost, and leave nothing behind', async () => {
    const bytes = letter(pieceBytes + 500);
    const resumed = await offerWith(['resumed.txt'], 1, bytes);
    const lost = await offerWith(['lost.txt'], 1, letter(pieceBytes + 500));
    const there = [await takeOver(resumed.id), await takeOver(lost.id)];
    const kernel = pair.theirs.world.kernel;
    for (const [index, { id }] of there.entries()) {
      const [file] = (await transferAt(pair.theirs, id)).files;
      const fileId = file?.id ?? '';
      if (index === 0) await writePart(kernel, fileId, 0, bytes.subarray(0, pieceBytes));
      await kernel.db.write(everyAuthority, (db) => savePiece(db, fileId, pieceBytes));
    }
    await writePart(kernel, pair.ours.world.newId(), 0, letter());
    await pair.settle();
    for (const { id } of there) expect((await states(pair.theirs, id))[0]?.[1]).to.equal('arrived');
    expect(partsOf(pair.theirs)).to.deep.equal([]);
  });

  it('stay where they are when the offer is declined, and nobody else fetches them', async () => {
    const sent = await offerWith(['kerb.txt']);
    await pair.settle();
    const found = await transferThere(pair.ours, pair.theirs, sent.id);
    await pair.theirs.world.run(pair.theirs.officer, declineTransfer, { ...seen(found), reason: 'Not ours' });
    await pair.settle();
    expect(await states(pair.theirs, found.id)).to.deep.equal([['kerb.txt', 'waiting']]);
    expect(await codeOf(offerWith(['a.txt']).then(({ files }) => write(pair.ours, sent.id, files)))).to.equal(
      'transfer_state',
    );
  });

  const partsOf = ({ world: at }: Installation): string[] => {
    const place = path.join(at.kernel.config.data, 'exchange-files');
    return existsSync(place) ? readdirSync(place) : [];
  };
});
