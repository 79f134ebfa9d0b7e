import { communityNames, publicBuildings, traderNames } from './organisation-names.js';
import { itemAt, type Random } from './random.js';
import { buildingNames, houseNames } from './street-names.js';
import { mainStreets, type LaidStreet } from './streets.js';
import type { DemoPlace, DemoPlaceKind } from './types.js';

/** What a place adds to what its street gives it. */
type Premises = Pick<DemoPlace, 'kind' | 'classification'> &
  Partial<Pick<DemoPlace, 'number' | 'buildingName' | 'subBuilding' | 'organisationName' | 'parentUprn'>>;

/** Every address of the streets, numbered from `first` on: homes, blocks and their flats, shared houses and their rooms, shops, public buildings. */
export function buildPlaces(random: Random, streets: readonly LaidStreet[], first = 0): DemoPlace[] {
  const plan = placePlan(first);
  const traders = random.shuffle([...traderNames, ...communityNames]);
  streets.forEach((laid, index) => {
    addPublicBuildings(plan, laid);
    addBusinesses(plan, random, laid, traders);
    addHomes(plan, random, laid, index);
  });
  addUnaddressed(plan, streets);
  return plan.places;
}

/** Collects places, giving each its key, UPRN and position along the street. */
interface PlacePlan {
  readonly places: DemoPlace[];
  /** Adds a place `along` house numbers from the beginning of the street. */
  add(laid: LaidStreet, along: number, premises: Premises, status?: DemoPlace['status']): DemoPlace;
}

function placePlan(first: number): PlacePlan {
  const places: DemoPlace[] = [];
  const add: PlacePlan['add'] = ({ street, step, latitude, longitude }, along, premises, status = 'live') => {
    const serial = first + places.length + 1;
    const block = Math.min(street.postcodes.length - 1, Math.floor(Math.max(0, along) / 24));
    const place: DemoPlace = {
      key: `place-${String(serial).padStart(5, '0')}`,
      ...(status === 'live' ? { uprn: `9999${String(10_000_000 + serial * 113).padStart(8, '0')}` } : {}),
      usrn: street.usrn,
      status,
      ...premises,
      street: street.name,
      ...(street.locality ? { locality: street.locality } : {}),
      town: street.town,
      postcode: itemAt(street.postcodes, block),
      latitude: degrees(latitude + step.latitude * along),
      longitude: degrees(longitude + step.longitude * along),
      wardName: street.wardName,
      areaKey: street.areaKey,
    };
    places.push(place);
    return place;
  };
  return { places, add };
}

function addPublicBuildings(plan: PlacePlan, laid: LaidStreet): void {
  if (!isMainStreet(laid)) return;
  const count = laid.settlement.homes > 200 ? publicBuildings.length : 1;
  publicBuildings.slice(0, count).forEach(([name, classification], index) => {
    const organisationName = name.replace('{place}', laid.settlement.name);
    plan.add(laid, -2 - index * 2, { kind: 'public-building', classification, organisationName });
  });
}

function addBusinesses(plan: PlacePlan, random: Random, laid: LaidStreet, traders: string[]): void {
  const place = laid.settlement.name;
  const count = isMainStreet(laid) ? Math.ceil(laid.settlement.homes / 50) : random.chance(0.25) ? 1 : 0;
  for (let shop = 0; shop < count; shop += 1) {
    const sign = itemAt(traders, 0);
    traders.shift();
    traders.push(sign.includes('{place}') ? sign : `${sign}, {place}`);
    const organisationName = sign.replace('{place}', place);
    const number = `${101 + shop * 2}`;
    plan.add(laid, laid.homes + shop, { kind: 'business', classification: 'CR08', organisationName, number });
  }
}

function addHomes(plan: PlacePlan, random: Random, laid: LaidStreet, index: number): void {
  let number = 1;
  for (let left = laid.homes; left > 0; number += number === 12 ? 2 : 1) {
    const flats = !isMainStreet(laid) && left >= 6 && random.chance(laid.settlement.flats / 5.5);
    if (flats) left -= addBlock(plan, random, laid, number, Math.min(left, random.whole(6, 12)));
    else if (left >= 6 && laid.settlement.homes > 250 && (index * 7 + number) % 97 === 0) {
      left -= addSharedHouse(plan, laid, number);
    } else {
      plan.add(laid, number, house(random, laid, number));
      left -= 1;
    }
  }
}

function house(random: Random, laid: LaidStreet, number: number): Premises {
  const classification = random.pick(['RD02', 'RD03', 'RD03', 'RD04', 'RD04']);
  const rural = laid.settlement.homes < 200;
  if (rural && random.chance(0.2)) {
    return { kind: 'house', classification: 'RD02', buildingName: random.pick(houseNames), number: `${number}` };
  }
  const suffix = random.chance(0.012) ? 'A' : '';
  return { kind: 'house', classification, number: `${number}${suffix}` };
}

function addBlock(plan: PlacePlan, random: Random, laid: LaidStreet, number: number, flats: number): number {
  const buildingName = `${random.pick(buildingNames)} ${random.pick(['House', 'Court', 'Point'])}`;
  const address = { buildingName, number: `${number}` };
  const parent = plan.add(laid, number, { kind: 'flats', classification: 'PP', ...address });
  for (let flat = 1; flat <= flats; flat += 1) {
    const subBuilding = `Flat ${flat}`;
    plan.add(laid, number, inside(parent, { kind: 'flat', classification: 'RD06', subBuilding, ...address }));
  }
  return flats;
}

function addSharedHouse(plan: PlacePlan, laid: LaidStreet, number: number): number {
  const parent = plan.add(laid, number, { kind: 'hmo', classification: 'RH01', number: `${number}` });
  for (let room = 1; room <= 6; room += 1) {
    const subBuilding = `Room ${room}`;
    const premises = { kind: 'bedsit' as const, classification: 'RH02', subBuilding, number: `${number}` };
    plan.add(laid, number, inside(parent, premises));
  }
  return 6;
}

function inside(parent: DemoPlace, premises: Premises): Premises {
  return { ...premises, ...(parent.uprn ? { parentUprn: parent.uprn } : {}) };
}

/** Places that no gazetteer has yet: boats at Quayside and new homes at Hensford. */
function addUnaddressed(plan: PlacePlan, streets: readonly LaidStreet[]): void {
  const provisional = (settlement: string, kind: DemoPlaceKind, classification: string, names: readonly string[]) => {
    const laid = streets.find((each) => each.settlement.name === settlement && !isMainStreet(each));
    if (!laid) return;
    names.forEach((buildingName, index) => {
      plan.add(laid, laid.homes + 4 + index, { kind, classification, buildingName }, 'provisional');
    });
  };
  provisional('Quayside', 'mooring', 'RD07', ['Narrowboat Patience', 'Narrowboat Dunlin', 'Mooring 3, Old Wharf']);
  provisional('Hensford', 'plot', 'PR', ['Plot 12', 'Plot 13', 'Plot 14']);
}

function isMainStreet(laid: LaidStreet): boolean {
  return mainStreets.includes(laid.street.name);
}

/** Six decimal places: about ten centimetres, which also keeps the last bits of sine and cosine out of the world. */
function degrees(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
