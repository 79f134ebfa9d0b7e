import { expect } from 'chai';
import fc from 'fast-check';
import type { CustomerHit, CustomerRecord } from '../../customers/index.js';
import { localDate } from '../../kernel/local-date.js';
import { testNow } from '../../testing/harness.js';
import { callHref, ShownParts, withoutDo, withoutWho } from './call-address.js';
import { readChoice } from './choose-answer.js';
import { bestFirst } from './find-answers.js';
import { identityQuestionsFor } from './identity-questions.js';
import { lowerFirst } from './lower-first.js';
import { findPostcodeIn } from './postcode-in.js';
import { factLines, factWords, shownFacts } from './property-facts.js';
import { closedEnquiries } from './views-notes.js';
import { startPage, type StartParts } from './views-start.js';

const dated = (value: string) => ({ value, source: 'Waste management system', asOfAt: testNow - 7_200_000 });

describe('the call page’s address', () => {
  it('reads back what it says', () => {
    const text = fc.string({ minLength: 1, maxLength: 40 }).filter((value) => value.trim() === value);
    const parts = fc.record({ who: fc.constantFrom('find' as const, 'check' as const), find: text });
    fc.assert(
      fc.property(parts, (shown) => {
        const query = new URL(callHref('some-id', shown), 'http://desk').searchParams;
        expect(ShownParts.parse(Object.fromEntries(query))).to.deep.equal(shown);
      }),
    );
  });

  it('closes one column and leaves the other', () => {
    const shown: ShownParts = { who: 'find', find: 'joan', do: 'log' };
    expect(withoutWho(shown)).to.deep.equal({ do: 'log' });
    expect(withoutDo(shown)).to.deep.equal({ who: 'find', find: 'joan' });
  });
});

describe('answers of several authorities', () => {
  const hit = (id: string, kind: 'article' | 'service', score: number, serviceKey?: string, authority = 3) => ({
    ...{ id, kind, score, serviceKey },
    authority: { id: authority },
  });

  it('gives an article the place of the service that it logs under', () => {
    const found = [
      hit('how-to', 'article', 5, 'missed-bin'),
      hit('form', 'service', 9, 'missed-bin'),
      hit('x', 'article', 7),
    ];
    expect(bestFirst(found).map(({ id }) => id)).to.deep.equal(['how-to', 'x']);
  });

  it('keeps a service of another authority, and a shared article once for the one answered as', () => {
    const found = [
      hit('shared', 'article', 5, 'pothole'),
      hit('shared', 'article', 5, 'pothole', 2),
      hit('form', 'service', 4, 'pothole', 2),
    ];
    expect(bestFirst(found).map(({ id, authority }) => `${id} ${authority.id}`)).to.deep.equal(['shared 3', 'form 2']);
  });

  it('reads a choice only in the form that the page sends', () => {
    const id = '01a20d24-4efd-74f2-8a71-fd99ef83a167';
    expect(readChoice(`article:${id}:3`)).to.deep.equal({ kind: 'article', id, authorityId: 3 });
    for (const odd of ['', 'article', `person:${id}:3`, 'article:x:3', `article:${id}:x`])
      expect(() => readChoice(odd)).to.throw('Some answers need another look');
  });
});

describe('property facts', () => {
  it('keeps facts of the people who live there until identity is checked', () => {
    const facts = { 'collection-day': dated('tuesday'), 'assisted-bin': dated('yes') };
    expect(Object.keys(shownFacts(facts, 'unchecked'))).to.deep.equal(['collection-day']);
    expect(Object.keys(shownFacts(facts, 'checked'))).to.deep.equal(['collection-day', 'assisted-bin']);
  });

  it('says them in words, what is asked for most first', () => {
    const lines = factLines({ ward: dated('Dunmere Town'), 'round-status': dated('in-progress') }, testNow);
    expect(lines.map(({ label, value }) => `${label}: ${value}`)).to.deep.equal([
      'Round status: In progress',
      'Ward: Dunmere Town',
    ]);
    expect(lines[0]?.source).to.equal('Waste management system, 2 h ago');
    expect(factWords('2026-11-17', localDate('2026-11-16'))).to.equal('Tomorrow');
    expect(factWords('AB1', localDate('2026-11-16'))).to.equal('AB1');
  });
});

describe('identityQuestionsFor', () => {
  const record = {
    ...{ displayName: 'Joan Prosser', addressLine: '4 Quarry Lane', postcode: 'DM4 2LL' },
    ...{ bornOn: localDate('1950-03-09'), identifiers: [], contactPoints: [] },
  } as unknown as CustomerRecord;
  const suggested = (channel: 'telephone' | 'counter', identityLevel: 'none' | 'basic') =>
    identityQuestionsFor(record, { channel, identityLevel })
      .filter(({ isSuggested }) => isSuggested)
      .map(({ key }) => key);

  it('asks only what the record can answer, and suggests enough for the next level', () => {
    expect(suggested('telephone', 'none')).to.deep.equal(['name', 'address']);
    expect(suggested('telephone', 'basic')).to.deep.equal(['name', 'address', 'date-of-birth']);
    const keys = identityQuestionsFor(record, { channel: 'counter', identityLevel: 'none' }).map(({ key }) => key);
    expect(keys).to.deep.equal(['name', 'address', 'date-of-birth', 'photo-id']);
  });
});

describe('startPage', () => {
  const hit = (id: string, displayName: string): CustomerHit => ({
    ...{ id, displayName, authorityId: 3, kind: 'person', bornOn: null, diedOn: null, addressLine: null },
    ...{ postcode: null, telephone: null, alsoKnownAs: null, restricted: false, matchedBy: [] },
  });
  const parts = (...candidates: CustomerHit[]): StartParts => ({
    ...{ query: { caller: '01632960144' }, authorities: [], dialled: undefined, aboutCase: undefined },
    ...{ place: undefined, caller: { kind: 'number', e164: '+441632960144' }, candidates },
    ...{ called: undefined, earlier: undefined, agent: undefined, now: 0 },
  });
  const chosen = (...candidates: CustomerHit[]) =>
    startPage(parts(...candidates), { csrfToken: '', faults: [] }).who?.items.flatMap((item) =>
      item && item.checked ? [item.value] : [],
    );

  it('is ready to start with the one who has the number, and never picks among several', () => {
    expect(chosen(hit('a', 'Joan Prosser'))).to.deep.equal(['a']);
    expect(chosen(hit('a', 'Joan Prosser'), hit('b', 'Owen Prosser'))).to.deep.equal([]);
    expect(chosen()).to.equal(undefined);
  });
});

describe('closedEnquiries', () => {
  const enquiry = {
    ...{ id: 'e', interactionId: 'i', authorityId: 3, interactionAuthorityId: 3, serviceId: null, articleId: null },
    ...{
      isKeptBack: false,
      passedToTeamId: null,
      stop: null,
      note: null,
      openedAt: testNow,
      closedAt: testNow,
      version: 2,
      words: 'bin',
    },
  };

  it('tells progress told from a need met, and leaves out what is open', () => {
    const lines = closedEnquiries([
      { ...enquiry, outcome: 'resolved', caseId: null },
      { ...enquiry, outcome: 'resolved', caseId: 'c', words: null },
      { ...enquiry, outcome: null, caseId: null },
    ]);
    expect(lines.map(({ words, outcome }) => `${words}: ${outcome}`)).to.deep.equal([
      'bin: Resolved now',
      'How a case stands: Told progress',
    ]);
    expect(lines[0]?.at).to.equal('10am');
  });
});

describe('words', () => {
  it('takes a postcode from the end of an address', () => {
    expect(findPostcodeIn('4 Quarry Lane, dm42ll')).to.deep.equal({ line: '4 Quarry Lane', postcode: 'DM4 2LL' });
    expect(findPostcodeIn('DM4 2LL')).to.deep.equal({ line: 'DM4 2LL', postcode: 'DM4 2LL' });
    expect(findPostcodeIn('Rose Cottage, by the ford')).to.deep.equal({ line: 'Rose Cottage, by the ford' });
  });

  it('begins a service’s name small within a sentence, unless it is all capitals', () => {
    expect(lowerFirst('Missed bin')).to.equal('missed bin');
    expect(lowerFirst('CCTV footage')).to.equal('CCTV footage');
  });
});
