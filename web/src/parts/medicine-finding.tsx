import type { MedicationCheckView } from '../../../api/medication-contract.ts';
import { useSpeech } from '../words/words.tsx';
import { SourceLine } from './source.tsx';
import '../styles/medicines.css';

export type MedicineFinding = MedicationCheckView['findings'][number];

/** Why two things of a record do not go together: what may happen, which entries of the record say so, and who wrote it down. */
export function MedicineReason({ finding: { between, certainty, effect, source } }: { readonly finding: MedicineFinding }) {
  const { language, words } = useSpeech();
  const { medicines } = words;
  const entries = between.map(({ as, code, given, name }) => {
    const derived = as === 'condition' && DERIVED.has(given);
    const written = given === code || given === name[language] || derived ? '' : medicines.written(given);
    return `${medicines.as[as]}${words.common.colon}${name[language]}${written}${derived ? medicines.derived : ''}`;
  });
  return (
    <div className="medicine-reason">
      <p>{effect[language]}</p>
      <p className="muted small">
        {medicines.standsOn}
        {words.common.colon}
        {entries.join(' · ')}
      </p>
      {certainty === 'possible' && <p className="small medicine-open">{medicines.possible}</p>}
      <SourceLine source={source} />
    </div>
  );
}

/** What a check reads from year of birth and group, and nobody wrote into the list of diagnoses. */
const DERIVED: ReadonlySet<string> = new Set(['old-age', 'pregnancy']);
