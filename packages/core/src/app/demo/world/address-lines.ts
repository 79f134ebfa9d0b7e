import type { AddressAnswer } from '../../../services/index.js';
import type { DemoPlace } from './types.js';

/** A place's address on one line, without its postcode: "Flat 3, Abbey Court, 12 Mill Lane, Elmfold". */
export function addressLine(place: DemoPlace): string {
  const { organisationName, subBuilding, buildingName, number, street, locality, town } = place;
  const thoroughfare = number ? `${number} ${street}` : street;
  return [organisationName, subBuilding, buildingName, thoroughfare, locality, town].filter(Boolean).join(', ');
}

/** The place as a form's answer takes it. */
export function addressAnswer(place: DemoPlace): AddressAnswer {
  return { ...(place.uprn ? { uprn: place.uprn } : {}), text: addressLine(place), postcode: place.postcode };
}
