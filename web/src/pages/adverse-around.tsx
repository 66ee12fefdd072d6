import type { AdverseView } from '../../../api/adverse-contract.ts';
import type { AttachedReading } from '../../../domain/adverse-content.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { Moment } from '../parts/moment.tsx';
import type { Words } from '../words/en.ts';
import { useWords } from '../words/words.tsx';

/** What was measured around the onset: a person chooses what belongs to the report. */
export function AdverseAround({
  report,
  chosen,
  disabled,
  change,
}: {
  readonly report: AdverseView;
  readonly chosen: readonly AttachedReading[];
  readonly disabled: boolean;
  readonly change: (readings: readonly AttachedReading[]) => void;
}) {
  const words = useWords();
  const { adverse } = words;
  const around = useResource(resources.adverseReadings(report.id, report.version));
  // What was attached stays in the list, also where the onset was moved since.
  const all = [...new Map([...(around.data ?? []), ...chosen].map((one) => [one.id, one])).values()].sort((a, b) => a.at - b.at);
  return (
    <fieldset className="panel adverse-part" disabled={disabled}>
      <legend>{adverse.attach}</legend>
      <p className="muted small">{all.length === 0 ? adverse.noAround : adverse.attachHint}</p>
      {all.map((one) => (
        <label key={one.id} className="check adverse-reading">
          <input
            type="checkbox"
            checked={chosen.some(({ id }) => id === one.id)}
            onChange={({ target }) => change(target.checked ? [...chosen, one] : chosen.filter(({ id }) => id !== one.id))}
          />
          <span>
            <Moment at={one.at} zone={report.zone} />
          </span>
          <span>
            {words.kind[one.kind as keyof Words['kind']] ?? one.kind} <b className="number">{one.said}</b>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
