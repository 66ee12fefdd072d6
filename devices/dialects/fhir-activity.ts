import { STEPS, STEPS_A_DAY, UCUM_UNITS } from '../../domain/loinc.ts';
import { DecodeError } from '../decoder.ts';
import { type Code, componentsOf, effectiveOf, type Json, objectOf, quantityOf } from './fhir-json.ts';

export const isActivity = (code: Code): boolean => code === STEPS_A_DAY.code || code === STEPS.code;

const UNITS: readonly string[] = [...UCUM_UNITS['steps/d'], ...UCUM_UNITS.steps];
const MINUTE = 60_000;
/** A moment with the zone of whoever walked: `Z` says nothing of where their midnight is. */
const WITH_OFFSET = /^(\d{4}-\d\d-\d\d)T.*([+-]\d\d:\d\d)$/;

/**
 * Steps, in Hearth's words: of effectivePeriod; or of the day around effectiveDateTime, which begins at midnight by the offset that stands
 * there, so that the totals of one growing day are one record. Throws DecodeError.
 */
export function activityOf(resource: Json, pointer: string): Json {
  const { value: steps, unit, comparator } = quantityOf(resource, pointer);
  if (comparator !== undefined) throw new DecodeError(`${pointer}/valueQuantity/comparator`, `"${comparator} ${steps}" is no value`);
  if (!UNITS.includes(unit)) throw new DecodeError(`${pointer}/valueQuantity/code`, `steps in "${unit}"; ${UNITS.join(', ')} are read`);
  const read = componentsOf(resource, pointer);
  const parts = {
    activeMinutes: read('active-minutes')?.value,
    vigorousMinutes: read('vigorous-minutes')?.value,
    wornMinutes: read('worn-minutes')?.value,
  };
  return { kind: 'activity', steps, ...stretchOf(resource, pointer), ...parts };
}

function stretchOf(resource: Json, pointer: string): Json {
  const { start, end } = objectOf(resource.effectivePeriod);
  if (start !== undefined) {
    const at = effectiveOf({ effectivePeriod: resource.effectivePeriod }, pointer);
    if (end === undefined) return { at };
    const minutes = typeof end === 'string' ? Math.round((Date.parse(end) - Date.parse(at)) / MINUTE) : Number.NaN;
    if (!(minutes >= 1)) throw new DecodeError(`${pointer}/effectivePeriod/end`, 'a moment behind the start');
    return { at, minutes };
  }
  const [, day, offset] = WITH_OFFSET.exec(effectiveOf(resource, pointer)) ?? [];
  if (day === undefined)
    throw new DecodeError(
      `${pointer}/effectiveDateTime`,
      'steps are of a day where somebody lives: a period with its start and end, or a moment with its offset, not Z',
    );
  return { at: `${day}T00:00:00${offset}` };
}
