export const core = 'urn:ietf:params:scim:schemas:core:2.0';
export const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** As Entra ID sends somebody who is new. */
export const fromEntra = (userName: string, more: object = {}) => ({
  schemas: [`${core}:User`, enterprise],
  ...{ externalId: `entra-${userName}`, userName, active: true, displayName: 'Helen Tranter' },
  emails: [{ primary: true, type: 'work', value: userName }],
  meta: { resourceType: 'User' },
  name: { formatted: 'Helen Tranter', familyName: 'Tranter', givenName: 'Helen' },
  title: 'Adviser',
  [enterprise]: { department: 'Customer services' },
  ...more,
});

/** As Okta does. */
export const fromOkta = (userName: string, more: object = {}) => ({
  schemas: [`${core}:User`],
  ...{ userName, name: { givenName: 'Tom', familyName: 'Reyes' }, locale: 'en-GB', externalId: `00u${userName}` },
  emails: [{ primary: true, value: userName, type: 'work' }],
  ...{ displayName: 'Tom Reyes', groups: [], password: '1mz050nq', active: true },
  ...more,
});
