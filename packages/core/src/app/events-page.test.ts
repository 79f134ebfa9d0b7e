import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { catalogue, describeEvents, eventKinds, inside } from '../events/index.js';
import { allJobs } from './capabilities.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const source = `${root}packages/core/src/`;
const files = readdirSync(source, { recursive: true, encoding: 'utf8' });
const page = readFileSync(`${root}docs/develop/events.md`, 'utf8');

/** Kinds that the capabilities' READMEs name under **Events**; `.changed` there goes with the noun before it. */
function kindsInReadmes(): string[] {
  const readmes = files.filter((file) => file.endsWith('README.md'));
  return readmes.flatMap((file) =>
    [...readFileSync(source + file, 'utf8').matchAll(/\*\*Events[.:]?\*\*(.*?)(?:Listens|$|\n\n)/gs)].flatMap(
      ([, said = '']) => kindsIn(said),
    ),
  );
}

function kindsIn(said: string): string[] {
  let noun = '';
  return [...said.matchAll(/`([a-z-]*)\.([a-z-]+)`/g)].map(([, name = '', verb = '']) => {
    noun = name || noun;
    return `${noun}.${verb}`;
  });
}

/** Kinds that stand in the code as they are. */
function kindsInCode(): string[] {
  return files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => [...readFileSync(source + file, 'utf8').matchAll(/topic: '([a-z-]+\.[a-z-]+)'/g)])
    .map(([, kind = '']) => kind);
}

describe('the kinds of events', () => {
  it('are in docs/develop/events.md as the code has them (node scripts/write-events.mjs writes it anew)', () => {
    expect(page).to.equal(describeEvents(page));
  });

  it('are each shown to other systems, or kept inside with the reason', () => {
    const known = [...kindsInReadmes(), ...kindsInCode(), ...allJobs().flatMap(({ topics = [] }) => topics)];
    expect(known.length).to.be.greaterThan(100);
    const decided = (kind: string) =>
      Object.hasOwn(catalogue, kind) || Object.hasOwn(inside, kind) || Object.hasOwn(inside, kind.split('.')[0] ?? '');
    expect([...new Set(known)].filter((kind) => !decided(kind))).to.deep.equal([]);
  });

  it('are all ones that a capability tells of', () => {
    const told = new Set([...kindsInReadmes(), ...kindsInCode()]);
    expect(eventKinds.filter((kind) => !told.has(kind))).to.deep.equal([]);
  });
});
