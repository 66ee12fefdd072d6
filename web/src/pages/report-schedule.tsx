import { type FormEvent, useState } from 'react';
import type { ReportSchedule, ScheduleOverride } from '../../../domain/report-schedule.ts';
import type { Language } from '../../../domain/source.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { failureText } from '../format/refusal.ts';
import { Moment } from '../parts/moment.tsx';
import { Problem, Skeleton } from '../parts/state.tsx';
import { say } from '../parts/toast.tsx';
import { LANGUAGES, useSpeech, useWords } from '../words/words.tsx';

type Draft = { readonly [Name in keyof ReportSchedule]?: ReportSchedule[Name] | undefined };

/** When the clinic's reports come by themselves. */
export function ClinicSchedule({ mayChange }: { readonly mayChange: boolean }) {
  const { reports: words } = useWords();
  const { data, error, first, reload } = useResource(resources.reportSchedule);
  return (
    <section className="panel" aria-label={words.schedule}>
      <header className="panel-head">
        <h2>{words.schedule}</h2>
        <Next at={data?.next} />
      </header>
      {error && <Problem error={error} again={reload} />}
      {first && <Skeleton lines={2} />}
      {data && (
        <ScheduleForm
          key={JSON.stringify(data.schedule)}
          given={data.schedule}
          disabled={!mayChange}
          save={(draft) => acts.setReportSchedule({ ...data.schedule, ...(whole(draft) as Partial<ReportSchedule>) })}
        />
      )}
    </section>
  );
}

/** What is otherwise for one patient. */
export function OwnSchedule({ patient }: { readonly patient: string }) {
  const { reports: words } = useWords();
  const { data, error, first, reload } = useResource(resources.ownReportSchedule(patient));
  return (
    <section className="panel" aria-label={words.ownSchedule}>
      <header className="panel-head">
        <h2>{words.ownSchedule}</h2>
        <Next at={data?.next} />
      </header>
      {error && <Problem error={error} again={reload} />}
      {first && <Skeleton lines={2} />}
      {data && (
        <ScheduleForm
          key={JSON.stringify(data.own)}
          given={data.own ?? {}}
          clinic={data.schedule}
          save={(draft) => acts.setOwnReportSchedule(patient, whole(draft))}
        />
      )}
    </section>
  );
}

function Next({ at }: { readonly at: number | undefined }) {
  const { reports: words } = useWords();
  if (at === undefined) return null;
  return (
    <span className="muted">
      {words.nextAt} <Moment at={at} zone={undefined} />
    </span>
  );
}

/** Without what is as for the clinic. */
const whole = (draft: Draft): ScheduleOverride =>
  Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined)) as ScheduleOverride;

function ScheduleForm({
  given,
  clinic,
  save,
  disabled = false,
}: {
  readonly given: Draft;
  /** What holds where the draft says nothing; left out for the clinic itself. */
  readonly clinic?: ReportSchedule;
  readonly save: (draft: Draft) => Promise<unknown>;
  readonly disabled?: boolean;
}) {
  const { language, words } = useSpeech();
  const { reports } = words;
  const [draft, setDraft] = useState<Draft>(given);
  const [wrong, setWrong] = useState<string>();
  const put = (change: Draft) => {
    setDraft({ ...draft, ...change });
    setWrong(undefined);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await save(draft);
      say(reports.saved);
      refresh((path) => path.includes('/report'));
    } catch (error) {
      setWrong(failureText(error, language, words));
    }
  };
  const every = draft.every ?? clinic?.every ?? 'off';
  const asClinic = clinic ? <option value="">{reports.asClinic}</option> : null;
  return (
    <form className="issued-ask" onSubmit={(event) => void submit(event)} noValidate>
      <fieldset disabled={disabled} className="issued-fields">
        <legend className="unseen">{reports.schedule}</legend>
        <label className="field">
          <span className="field-label">{reports.every}</span>
          <select
            value={draft.every ?? ''}
            onChange={({ target }) => put({ every: (target.value || undefined) as ReportSchedule['every'] | undefined })}
          >
            {asClinic}
            {(['off', 'week', 'month'] as const).map((one) => (
              <option key={one} value={one}>
                {reports.everies[one]}
              </option>
            ))}
          </select>
        </label>
        {every === 'week' && (
          <label className="field">
            <span className="field-label">{reports.weekday}</span>
            <select value={draft.weekday ?? ''} onChange={({ target }) => put({ weekday: Number(target.value) || undefined })}>
              {asClinic}
              {reports.weekdays.map((name, i) => (
                <option key={name} value={i + 1}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        {every === 'month' && (
          <label className="field">
            <span className="field-label">{reports.day}</span>
            <input
              type="number"
              min={1}
              max={28}
              value={draft.day ?? ''}
              onChange={({ target }) => put({ day: Number(target.value) || undefined })}
            />
          </label>
        )}
        {every !== 'off' && (
          <>
            <label className="field">
              <span className="field-label">{reports.time}</span>
              <input type="time" value={draft.time ?? ''} onChange={({ target }) => put({ time: target.value || undefined })} />
            </label>
            <label className="field">
              <span className="field-label">{reports.language}</span>
              <select
                value={draft.language ?? ''}
                onChange={({ target }) => put({ language: (target.value || undefined) as Language | undefined })}
              >
                <option value="">{reports.asClinic}</option>
                {Object.entries(LANGUAGES).map(([tongue, name]) => (
                  <option key={tongue} value={tongue}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
            <label className="field">
              <span className="field-label">{reports.doctors}</span>
              <input
                type="text"
                value={draft.doctors?.join(', ') ?? ''}
                title={reports.doctorsHint}
                onChange={({ target }) =>
                  put({ doctors: target.value.trim() === '' ? (clinic ? undefined : []) : target.value.split(/[,，]\s*/) })
                }
              />
            </label>
          </>
        )}
        <button type="submit" className="button">
          {words.common.save}
        </button>
      </fieldset>
      {wrong && (
        <p className="field-wrong" role="alert">
          {wrong}
        </p>
      )}
    </form>
  );
}
