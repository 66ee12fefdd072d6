import { useId } from 'react';
import type { Localized } from '../../../domain/source.ts';
import type { ApiError } from '../api/client.ts';
import { type Note, ONE, type One, type ProfileDraft, SEVERAL, type Several } from '../format/profile-draft.ts';
import { Field } from '../parts/field.tsx';
import { useSpeech } from '../words/words.tsx';

const LONGEST_NOTE = 200;

/** How somebody eats, moves, reads and lives: what advice is fitted to. Nothing of it has to be known. */
export function ProfileFields({
  draft,
  change,
  wrongAt,
}: {
  readonly draft: ProfileDraft;
  readonly change: (part: Partial<ProfileDraft>) => void;
  /** What the server said of a field, by its pointer. */
  readonly wrongAt: (pointer: string) => ReturnType<ApiError['at']>;
}) {
  const { language, words } = useSpeech();
  const { profile } = words.record;
  const legend = useId();
  const named = (of: Readonly<Record<string, Localized>>) => Object.entries(of).map(([code, name]) => [code, name[language]] as const);

  const several = (part: Several) => (
    <fieldset className="profile-choices">
      <legend className="field-label">{profile[part]}</legend>
      {named(SEVERAL[part]).map(([code, name]) => (
        <label key={code} className="check">
          <input
            type="checkbox"
            checked={draft[part].includes(code)}
            onChange={({ target }) =>
              change({ [part]: target.checked ? [...draft[part], code] : draft[part].filter((one) => one !== code) })
            }
          />
          {name}
        </label>
      ))}
    </fieldset>
  );
  const one = (part: One) => (
    <Field label={profile[part]} wrong={wrongAt(`/profile/${part}`)}>
      {(props) => (
        <select {...props} value={draft[part]} onChange={({ target }) => change({ [part]: target.value })}>
          <option value="">{words.record.unsaid}</option>
          {named(ONE[part]).map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
  const note = (part: Note) => (
    <Field label={profile[part]} hint={profile.noteHint} wrong={wrongAt(`/profile/${part}`)}>
      {(props) => (
        <input
          {...props}
          autoComplete="off"
          maxLength={LONGEST_NOTE}
          value={draft[part]}
          onChange={({ target }) => change({ [part]: target.value })}
        />
      )}
    </Field>
  );

  return (
    <section className="profile-fields" aria-labelledby={legend}>
      <h3 id={legend}>{profile.title}</h3>
      <p className="field-hint">{profile.hint}</p>
      {several('diet')}
      {several('kitchens')}
      {several('fasts')}
      <div className="record-pair">
        {one('staple')}
        {note('dietNote')}
      </div>
      <div className="record-pair">
        {one('activity')}
        {one('mobility')}
      </div>
      <label className="check profile-falls">
        <input type="checkbox" checked={draft.fallsRisk} onChange={({ target }) => change({ fallsRisk: target.checked })} />
        {profile.fallsRisk}
      </label>
      {several('favourites')}
      {note('activityNote')}
      <div className="record-pair">
        {one('reading')}
        {one('living')}
      </div>
    </section>
  );
}
