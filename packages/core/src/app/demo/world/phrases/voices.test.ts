import { expect } from 'chai';
import { readShippedServices } from '../testing/shipped-catalogue.js';
import { readVoices } from './read-voices.js';
import { voiceFinder } from './voices.js';

describe('phrases of the demo', () => {
  it('has words of its own for every service that the demo ships', async () => {
    const voiceOf = voiceFinder();
    for (const definition of await readShippedServices()) {
      expect(voiceOf(definition).reports[0], definition.key).not.to.equal(definition.summary);
    }
  });

  it('reads needs, answers, reports, progress and closing by their marks', () => {
    const [voice] = readVoices('# bins 3 40 12:1.5\n? n\n= a\n! r\n- p\n. c\n');
    expect(voice).to.deep.equal({
      service: 'bins',
      traffic: 3,
      answeredPercent: 40,
      seasons: { 12: 1.5 },
      needs: ['n'],
      answered: ['a'],
      reports: ['r'],
      progress: ['p'],
      closing: ['c'],
    });
  });

  it('refuses a line without a mark, and a service that lacks a kind of line', () => {
    expect(() => readVoices('# bins 3 40\nno mark\n')).to.throw('no mark');
    expect(() => readVoices('# bins 3 40\n? n\n')).to.throw();
  });
});
