import { lineOfBusinessConformance, type LineOfBusinessSubject } from '@moothall/adapter-testkit';
import { adapter } from './adapter.js';
import { markOf } from './mapping.js';
import { anOpen311Server } from './testing/open311-server.js';

const answers = [{ key: 'bin', question: 'Which bin?', values: ['rubbish'], text: 'Rubbish' }];
const settings = {
  services: { 'missed-bin': { code: 'BIN', attributes: { bin_type: { from: 'bin', values: { rubbish: 'RES' } } } } },
  statuses: { in_progress: { status: 'in-progress', words: 'Crew sent' } },
  ...{ updates: 'mysociety', photos: 'upload' },
};

for (const format of ['json', 'xml'] as const) {
  const server = anOpen311Server();
  let address = '';
  const subject: LineOfBusinessSubject = {
    adapter,
    settings: (url) => ({ ...settings, url, format }),
    secrets: { apiKey: 'swordfish-4821' },
    startFarEnd: async () => {
      const farEnd = await server.start();
      address = farEnd.url;
      return farEnd;
    },
    service: { key: 'missed-bin', answers },
    countCreated: (reference) =>
      server.requests.filter(({ description }) => description.includes(markOf(reference))).length,
    countWords: (theirs, text) =>
      server.updates.filter(({ service_request_id: id, description }) => id === theirs && description.startsWith(text))
        .length,
    isCancelled: (theirs) => server.requests.find(({ service_request_id: id }) => id === theirs)?.status === 'closed',
    change: (theirs, word) => server.change(theirs, 'in_progress', word),
    changeWithPhoto: (theirs, word) =>
      server.change(theirs, 'in_progress', word, undefined, `${address}/photos/crew.gif`),
    changedTo: { key: 'in-progress', outcome: null },
    countFiles: (theirs) => server.received.get(theirs)?.photos ?? 0,
  };
  describe(`in ${format}`, () => lineOfBusinessConformance(subject));
}
