import type { ObjectionView, TemplateView } from '../../../api/words-contract.ts';
import { CHECK_NAMES } from '../../../domain/advice-checks.ts';
import { reasonOfCheck } from '../../../domain/guard-words.ts';
import type { Language } from '../../../domain/source.ts';
import { useSpeech } from '../words/words.tsx';

type Rendered = TemplateView['in']['en']['now'];

/** A message as a person gets it, and what each way with little room makes of it. */
export function Said({
  said: { subject, text, lengths },
  spoken,
  closing,
}: {
  readonly said: Rendered;
  readonly spoken: Language;
  readonly closing?: string | undefined;
}) {
  const { wording } = useSpeech().words;
  const end = closing !== undefined && text.endsWith(closing) ? closing : undefined;
  return (
    <>
      <div className="wording-said" lang={spoken}>
        <p className="wording-subject">{subject}</p>
        <p>{end === undefined ? text : text.slice(0, -end.length).trimEnd()}</p>
        {end !== undefined && (
          <p className="wording-closing" title={wording.closing}>
            {end}
          </p>
        )}
      </div>
      <ul className="wording-lengths">
        {lengths.map(({ channel, size, most, in: unit, cut, segments }) => (
          <li key={channel}>
            {segments === undefined ? (
              <>
                {wording.channel[channel]} <span className="number">{wording.size[unit](size)}</span>
              </>
            ) : (
              <span className="number">{wording.sms(segments)}</span>
            )}
            {cut && <span className="wording-cut"> {wording.cut(most)}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}

/** What stands against words, each in one sentence. */
export function Objections({ objections }: { readonly objections: readonly ObjectionView[] }) {
  const { language, words } = useSpeech();
  const { wording } = words;
  const sentence = ({ check, values = [], detail }: ObjectionView): string => {
    const named = values.map((value) => `{${value}}`).join(words.common.comma);
    if (check === 'missing' || check === 'unknown' || check === 'format') return wording[check](named);
    if (check === 'syntax') return wording.syntax;
    return reasonOfCheck(check === 'length' ? `length: ${detail}` : detail, language, CHECK_NAMES);
  };
  return (
    <ul className="wording-objections">
      {objections.map((one) => (
        <li key={`${one.line} ${one.detail}`}>
          {one.line !== undefined && `${wording.line(one.line + 1)}${words.common.colon}`}
          {sentence(one)}
        </li>
      ))}
    </ul>
  );
}
