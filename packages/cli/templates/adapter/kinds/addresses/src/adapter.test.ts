import { addressFilesConformance, addressSearchConformance, startFarEnd } from '@moothall/adapter-testkit';
import { adapter } from './adapter.js';
import { aSupplier, known } from './testing/supplier.js';

const secrets = { token: 'a-token-that-stands-nowhere-else' };

addressSearchConformance({
  adapter,
  settings: (url) => ({ url }),
  secrets,
  startFarEnd: () => startFarEnd(aSupplier().answer),
  known: { postcode: 'DM4 2LL', text: '4 chandler avenue', uprn: '999900009102' },
  unknownPostcode: 'DM4 9ZZ',
});

addressFilesConformance({
  adapter,
  settings: { url: 'https://addresses.example' },
  secrets,
  samples: [
    {
      format: 'list-of-addresses',
      title: 'a list of addresses',
      text: known
        .map(({ uprn, address, postcode, changed }) => `${uprn},"${address}",${postcode},${changed}`)
        .join('\n'),
    },
  ],
});
