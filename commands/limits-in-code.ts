import { RANGE_SOURCE } from '../devices/gatt/glucose.ts';
import { CONTEXT_LIMITS_SOURCE } from '../devices/gatt/glucose-context.ts';
import { LIMITS_SOURCE } from '../devices/plausible.ts';
import { POSITION_CODES_SOURCE } from '../domain/body-position.ts';
import { NARANJO_SOURCE } from '../domain/naranjo.ts';
import type { Source } from '../domain/source.ts';
import { KINDS_SOURCE } from '../gateway/kinds.ts';
import { ARROW_SOURCE } from '../reports/nightscout/arrow.ts';

/** Limits and lists that stand in the code and not in a pack: `hearth check` lists them beside the rules. */
export const LIMITS_IN_CODE: Readonly<Record<string, { readonly text: string; readonly source: Source }>> = {
  LIMITS_SOURCE: { text: 'What no living body has: stored, and judged by no rule', source: LIMITS_SOURCE },
  CONTEXT_LIMITS_SOURCE: { text: 'Amounts that a context record of a glucose meter can mean', source: CONTEXT_LIMITS_SOURCE },
  RANGE_SOURCE: { text: 'The end of the range of most meters, behind which HI and LO lie', source: RANGE_SOURCE },
  POSITION_CODES_SOURCE: { text: 'How FHIR says sitting, standing and lying', source: POSITION_CODES_SOURCE },
  NARANJO_SOURCE: { text: 'The questions and points of the Naranjo scale', source: NARANJO_SOURCE },
  KINDS_SOURCE: { text: 'Which Bluetooth services and characteristics the gateway asks for', source: KINDS_SOURCE },
  ARROW_SOURCE: { text: 'From which speed on a trend arrow leans', source: ARROW_SOURCE },
};
