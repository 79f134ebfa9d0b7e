import { z } from 'zod';

const text = z.string().default('');
/** Numbers stand as numbers or as texts, as the version of the API has it. */
const number = z.union([z.string(), z.number()]).default('').transform(String);

const common = {
  UPRN: number,
  PARENT_UPRN: number,
  USRN: number,
  ADDRESS: z.string(),
  X_COORDINATE: z.number().optional(),
  Y_COORDINATE: z.number().optional(),
  LOGICAL_STATUS_CODE: number,
  CLASSIFICATION_CODE: text,
  LOCAL_CUSTODIAN_CODE: number,
  WARD_CODE: text,
  /** 10/02/2016 */
  LAST_UPDATE_DATE: text,
};

/** Royal Mail's address of a property. */
export const DeliveryPoint = z.object({
  ...common,
  PO_BOX_NUMBER: text,
  ORGANISATION_NAME: text,
  DEPARTMENT_NAME: text,
  SUB_BUILDING_NAME: text,
  BUILDING_NAME: text,
  BUILDING_NUMBER: number,
  DEPENDENT_THOROUGHFARE_NAME: text,
  THOROUGHFARE_NAME: text,
  DOUBLE_DEPENDENT_LOCALITY: text,
  DEPENDENT_LOCALITY: text,
  POST_TOWN: text,
  POSTCODE: text,
});

/** The council's address of a property. */
export const LandAndProperty = z.object({
  ...common,
  ORGANISATION: text,
  SAO_START_NUMBER: number,
  SAO_START_SUFFIX: text,
  SAO_END_NUMBER: number,
  SAO_END_SUFFIX: text,
  SAO_TEXT: text,
  PAO_START_NUMBER: number,
  PAO_START_SUFFIX: text,
  PAO_END_NUMBER: number,
  PAO_END_SUFFIX: text,
  PAO_TEXT: text,
  STREET_DESCRIPTION: text,
  LOCALITY_NAME: text,
  TOWN_NAME: text,
  POSTCODE_LOCATOR: text,
});

/** An answer of OS Places; it has no `results` where nothing was found. */
export const OsPlacesAnswer = z.object({
  header: z.object({ totalresults: z.number() }),
  results: z.array(z.object({ DPA: DeliveryPoint.optional(), LPI: LandAndProperty.optional() })).default([]),
});
