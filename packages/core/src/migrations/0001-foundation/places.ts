import {
  authorityTable,
  flag,
  id,
  instant,
  int,
  json,
  localDate,
  partnershipTable,
  real,
  text,
  uuid,
} from '../../kernel/db/tables.js';

/** The shared gazetteer, what is known of a property, who answers for it, and the service catalogue. */
export const placeTables = [
  partnershipTable(
    'places',
    'permanent',
    {
      id: id(),
      uprn: text().optional(), // absent: provisional
      usrn: text().optional(),
      parent_uprn: text().optional(),
      line: text(), // the address in one line
      organisation: text().optional(),
      sub_building: text().optional(),
      building: text().optional(),
      number: text().optional(),
      street: text().optional(),
      locality: text().optional(),
      town: text().optional(),
      postcode: text().optional(),
      sort_key: text(), // street, then number in counting order
      classification: text().optional(),
      state: text(), // 'current' | 'provisional' | 'historic'
      custodian_code: text().optional(),
      ward: text().optional(),
      easting: real().optional(),
      northing: real().optional(),
      lat: real().optional(),
      lon: real().optional(),
      source: text(),
      as_of_on: localDate().optional(),
      import_run_id: text().optional(),
      updated_at: instant(),
    },
    { unique: [['uprn']], indexes: [['postcode', 'sort_key'], ['parent_uprn'], ['lat', 'lon'], ['ward']] },
  ),
  partnershipTable(
    'place_tokens',
    'permanent',
    { token: text(), place_id: uuid().to('places') },
    { primary: ['token', 'place_id'], indexes: [['place_id']] },
  ),
  partnershipTable(
    'place_parts',
    'configuration',
    {
      source: text(), // 'addressbase-premium' | 'llpg'
      record_kind: text(), // 'property' | 'property-address' | …
      record_key: text(),
      uprn: text().optional(),
      usrn: text().optional(),
      parts: json(), // null: deleted by the run, until its addresses are made
      import_run_id: text(), // the run that last changed it or its street's name
    },
    { primary: ['source', 'record_kind', 'record_key'], indexes: [['uprn'], ['usrn'], ['import_run_id', 'uprn']] },
  ),
  partnershipTable(
    'place_authorities',
    'permanent',
    { place_id: uuid().to('places'), authority_ref: int().to('authorities') }, // an address has a county and a district
    { primary: ['place_id', 'authority_ref'], indexes: [['authority_ref']] },
  ),
  authorityTable(
    'property_facts',
    'permanent',
    {
      id: id(),
      place_id: uuid().to('places'),
      fact: text(), // 'collection-day', 'assisted-bin', …
      value: text().personal(),
      source: text(),
      as_of_at: instant(),
      ended_at: instant().optional(),
      import_run_id: text().optional(),
      version: int().default(1),
    },
    { unique: [['authority_id', 'place_id', 'fact']], indexes: [['place_id']] },
  ),
  partnershipTable(
    'responsibilities',
    'permanent',
    {
      id: id(),
      area_kind: text(), // 'authority' | 'ward' | 'place'
      area: text(), // its authority's id, `<authority id>/<ward>`, or the place's id
      service_key: text(), // '*' for everything of that authority's tier
      responsible_authority_id: int().to('authorities'),
      from_on: localDate(),
      to_on: localDate().optional(), // the first day without it
      version: int().default(1),
    },
    { indexes: [['area', 'service_key'], ['service_key'], ['responsible_authority_id']] },
  ),
  partnershipTable(
    'lgsl_services',
    'configuration',
    {
      id: int(),
      label: text(),
      description: text().optional(),
      tiers: json(),
      modified_on: localDate().optional(),
      import_run_id: text().optional(),
    },
    { primary: ['id'] },
  ),
  partnershipTable(
    'lgil_interactions',
    'configuration',
    { id: int(), label: text(), import_run_id: text().optional() },
    { primary: ['id'] },
  ),
  authorityTable(
    'services',
    'configuration',
    {
      id: id(),
      key: text(),
      name: text(),
      state: text(), // 'draft' | 'published'
      audience: text().default('residents'), // 'residents' | 'staff': of the published version
      published_version_id: uuid().optional(),
      withdrawn_on: localDate().optional(), // the first day on which no case can be logged
      shared_number: int().optional(), // of the partnership's service of the key: the version that this was last held against
      restricted: flag(),
      updated_at: instant(),
      version: int().default(1),
    },
    { unique: [['authority_id', 'key']], indexes: [['authority_id', 'audience']], limits: { services: 'id' } },
  ),
  authorityTable(
    'service_versions',
    'permanent',
    {
      id: id(),
      service_id: uuid().to('services'),
      number: int(),
      definition: json(),
      created_at: instant(),
      created_by: uuid().optional(),
      published_at: instant().optional(),
    },
    { unique: [['service_id', 'number']], limits: { services: 'service_id' } },
  ),
  authorityTable(
    'service_lgsl',
    'configuration',
    { service_id: uuid().to('services'), lgsl_id: int() },
    { primary: ['service_id', 'lgsl_id'], indexes: [['authority_id', 'lgsl_id']], limits: { services: 'service_id' } },
  ),
  authorityTable(
    'articles',
    'configuration',
    {
      id: id(),
      key: text(),
      title: text(),
      state: text(), // 'draft' | 'published' | 'withdrawn'
      published_version_id: uuid().optional(),
      service_key: text().optional(),
      owner_team_key: text().optional(),
      effective_on: localDate(),
      review_on: localDate(),
      shared_number: int().optional(), // of the partnership's article of the key: the version that this was last held against
      updated_at: instant(),
      version: int().default(1),
    },
    {
      unique: [['authority_id', 'key']],
      indexes: [['key'], ['updated_at']],
      limits: {
        services:
          '(select s.id from services s where s.authority_id = articles.authority_id and s.key = articles.service_key)',
      },
    },
  ),
  authorityTable(
    'article_versions',
    'permanent',
    {
      id: id(),
      article_id: uuid().to('articles'),
      number: int(),
      content: json(),
      created_at: instant(),
      created_by: uuid().optional(),
    },
    { unique: [['article_id', 'number']] },
  ),
  authorityTable(
    'article_tallies',
    'permanent',
    { article_id: uuid().to('articles'), used: int(), resolved: int() },
    { primary: ['authority_id', 'article_id'] },
  ),
  // What resolved enquiries teach the search. The stems of one enquiry may hold a name; no phrasing is kept.
  authorityTable(
    'search_examples',
    'contact',
    {
      id: id(),
      source_id: text(), // the enquiry, or what an editor gave
      answer_kind: text(), // 'article' | 'service'
      answer_id: uuid(),
      customer: text().personal(), // digest
      stems: json().personal(),
      approved: flag(), // an editor vouches for it
      happened_at: instant(),
    },
    { unique: [['source_id', 'answer_id']], indexes: [['customer'], ['answer_id']] },
  ),
  authorityTable(
    'article_feedback',
    'permanent',
    {
      id: id(),
      article_id: uuid().to('articles'),
      version_number: int(), // what the adviser read
      problem: text(), // 'wrong' | 'unclear'
      note: text().personal().optional(),
      given_by: uuid().to('people'),
      given_at: instant(),
      settled_at: instant().optional(),
      settled_by: uuid().optional().to('people'),
      version: int().default(1),
    },
    { indexes: [['article_id'], ['authority_id', 'settled_at']] },
  ),
  authorityTable(
    'synonym_lists',
    'configuration',
    {
      groups: json().optional(), // absent: the partnership's, after a list of its own was given up
      shared_number: int().optional(), // the partnership's version that ours was last held against
      shared_groups: json().optional(), // what that one said
      updated_at: instant(),
      version: int().default(1),
    },
    { primary: ['authority_id'] },
  ),
  authorityTable(
    'search_lessons',
    'permanent',
    { answer_id: uuid(), answer_kind: text(), examples: int(), updated_at: instant(), version: int().default(1) },
    { primary: ['authority_id', 'answer_id'], indexes: [['updated_at']] },
  ),
  authorityTable(
    'search_lesson_words',
    'permanent',
    {
      answer_id: uuid(),
      stem: text().personal(), // until several customers used it
      uses: int(),
      approved: int(),
      decision: text().optional(), // an editor's: 'approved' | 'refused'
    },
    { primary: ['authority_id', 'answer_id', 'stem'], indexes: [['answer_id'], ['authority_id', 'uses']] },
  ),
  authorityTable(
    'search_words',
    'permanent',
    {
      stem: text().personal(), // until several customers used it
      word: text().personal(), // as first spelt
      customers: int(), // different ones whose enquiries were resolved
      gap_customers: int(), // different ones whose words found nothing
      gaps: int(),
      last_gap_at: instant().optional(),
      updated_at: instant(),
    },
    { primary: ['authority_id', 'stem'], indexes: [['stem'], ['updated_at'], ['authority_id', 'gap_customers']] },
  ),
  authorityTable(
    'search_gaps',
    'contact',
    {
      id: id(),
      source_id: text(), // the enquiry, or the adviser who logged it and when
      customer: text().personal(), // digest
      stems: json().personal(),
      happened_at: instant(),
    },
    { unique: [['source_id']], indexes: [['customer']] },
  ),
];
