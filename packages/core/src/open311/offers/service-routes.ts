import type { Kernel } from '../../kernel/kernel.js';
import { openRoute, type Route } from '../../kernel/route.js';
import { geoErrors, sayGeoError } from '../wire/geo-errors.js';
import { geoPath, geoRoutes } from '../wire/geo-routes.js';
import { geoFormats, geoText, openToAll } from '../wire/geo-text.js';
import type { OfferedService } from './offer-types.js';
import { getOpenService, listOpenServices } from './open-services.js';
import { serviceAttributes } from './service-attributes.js';

/** A service as GeoReport v2 has it; its code is its key. */
function serviceRow({ service: { key, name, definition } }: OfferedService) {
  return {
    ...{ service_code: key, service_name: name, description: definition.summary },
    ...{ metadata: serviceAttributes(definition).length > 0, type: 'realtime' },
    ...{ keywords: definition.keywords.join(','), group: definition.group },
  };
}

const services = geoRoutes({
  method: 'get',
  path: 'services',
  public: 'What may be reported is for everybody to know',
  answer: async (call) => ({ root: 'services', value: (await listOpenServices(call)).map(serviceRow) }),
});

const definitions = geoRoutes({
  method: 'get',
  path: 'services/:named',
  public: 'What is asked of a report is for everybody to know',
  answer: async (call) => {
    const { service } = await getOpenService(call, call.named);
    const attributes = serviceAttributes(service.definition);
    return { root: 'service_definition', value: { service_code: service.key, attributes } };
  },
});

/** The day on which the interface last changed in a way that clients notice. */
const changeset = '2026-11-23T00:00:00Z';

function discovery({ config: { origin = '' } }: Pick<Kernel, 'config'>) {
  const formats = ['text/xml', 'application/json'];
  const url = `${origin}${geoPath}`;
  return {
    ...{ changeset, contact: 'The contact centre of the council to which you report.' },
    key_service: 'An administrator of the council makes a key, at the desk under Open311.',
    endpoints: [
      {
        ...{ specification: 'http://wiki.open311.org/GeoReport_v2', url, changeset },
        ...{ type: 'production', formats },
      },
    ],
  };
}

/** Asked before anybody knows which council: so it names none. */
const discoveries = ['/open311', geoPath].flatMap((folder) =>
  geoFormats.map((format) =>
    openRoute({
      method: 'get',
      path: `${folder}/discovery.${format}`,
      public: 'Where the interface lies is for everybody to know',
      sayError: sayGeoError(format),
      handle: async ({ kernel }) => ({
        kind: 'text',
        ...geoText(format, 'discovery', discovery(kernel)),
        headers: openToAll,
      }),
    }),
  ),
);

/** Whatever else is asked for there, told in the words of the standard. */
export const unknownGeoRoutes: readonly Route[] = geoFormats.map((format) =>
  openRoute({
    method: 'get',
    path: `${geoPath}/*rest.${format}`,
    public: 'It says that nothing is there',
    sayError: sayGeoError(format),
    handle: () => Promise.reject(geoErrors.resource()),
  }),
);

export const geoServiceRoutes: readonly Route[] = [...discoveries, ...services, ...definitions];
