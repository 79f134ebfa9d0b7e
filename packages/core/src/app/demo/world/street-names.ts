/** Words that invented street names are made of, likeliest first. */
export const streetFirstWords: readonly string[] = (
  'Church Station Mill Green Orchard Park Albert Victoria Manor Priory Meadow Chapel School Windmill Hawthorn Beech ' +
  'Willow Elm Oak Ash Holly Rowan Laurel Chestnut Sycamore Larch Hazel Alder Birch Juniper Barley Harvest Saddler ' +
  'Tanner Weaver Cooper Fuller Chandler Farrier Wheelwright Potter Thatcher Abbot Canon Deacon Minster Cloister Friar ' +
  'Bishop Pilgrim Swan Heron Kestrel Curlew Lapwing Plover Skylark Linnet Wren Dunnock Otter Badger Fox Hare Leveret ' +
  'Coronation Jubilee Alexandra Balmoral Clarence Osborne Wellington Nelson Trafalgar Stanhope Grosvenor Cavendish ' +
  'Lansdowne Addison Tennyson Byron Wordsworth Shelley Brunel Telford Stephenson Arkwright Foundry Forge Gasworks ' +
  'Canal Wharf Lock Quarry Limekiln Brickfield Ropewalk Tollgate Turnpike Drovers Packhorse Shepherds Pinfold Well ' +
  'Spring Brook Ford Weir Withy Reed Marsh Moor Heath Common Warren Coppice Spinney Dingle Hollow Bank Ridge Beacon ' +
  'Gallowtree Threadneedle Sheep Butter Corn Market Guildhall Castle Bailey Keep Rampart Postern Sallyport'
).split(' ');

/** What a street is called after its first word, likeliest first. */
export const streetLastWords: readonly string[] =
  'Road Street Close Lane Avenue Drive Way Crescent Gardens Court Grove Terrace Place Walk Rise Mews Square Row Hill View'.split(
    ' ',
  );

/** Welsh names of streets, for the villages nearest the border. */
export const welshStreetNames: readonly string[] = [
  'Heol y Felin',
  'Ffordd yr Eglwys',
  'Stryd Fawr',
  'Lôn Goed',
  'Heol y Bont',
  'Maes y Coed',
  'Clos y Wern',
  'Bryn Eithin',
  'Ffordd Newydd',
  'Tan y Bryn',
  'Cae Gwyn',
  'Rhodfa’r Ysgol',
];

export const buildingNames: readonly string[] = (
  'Abbey Orchard Riverside Meadow Mill Granary Maltings Weir Priory Tannery Beacon Kestrel Bridge Castle Cathedral ' +
  'Foundry Wharf Heron Chandlery Ropery'
).split(' ');

export const houseNames: readonly string[] = [
  'Rose Cottage',
  'The Old Forge',
  'Ivy Bank',
  'Hillcrest',
  'Orchard End',
  'The Laurels',
  'Meadow View',
  'Brook House',
  'Glebe Farm',
  'The Old School House',
  'Two Hoots',
  'Tŷ Gwyn',
  'Bryn Awel',
  'Pear Tree Cottage',
  'Stable End',
  'Fernlea',
];
