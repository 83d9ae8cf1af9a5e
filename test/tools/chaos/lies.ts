import { FRAMING_LIES } from './framingLies.js';
import { DATE_LIES, FIELD_LIES, JSON_LIES, LINK_LIES, OTHER_LIES, ROW_LIES } from './jsonLies.js';
import { ENCODING_LIES, STATUS_LIES } from './statusLies.js';
import type { Lie } from './Lie.js';

/** All lies, by family. */
export const LIE_FAMILIES: Readonly<Record<string, readonly Lie[]>> = {
  framing: FRAMING_LIES,
  status: STATUS_LIES,
  encoding: ENCODING_LIES,
  json: JSON_LIES,
  rows: ROW_LIES,
  fields: FIELD_LIES,
  dates: DATE_LIES,
  links: LINK_LIES,
  other: OTHER_LIES,
};

/** All lies. */
export const LIES: readonly Lie[] = Object.values(LIE_FAMILIES).flat();
