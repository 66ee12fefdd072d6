import { type FormEvent, type ReactNode, useState } from 'react';
import type { ReportSchedule, ScheduleOverride } from '../../../domain/report-schedule.ts';
import type { Language } from '../../../domain/source.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import * as resources from '../api/resources.ts';
import { type Loaded, useResource } from '../api/use-resource.ts';
import { failureText } from '../format/refusal.ts';
import { Moment } from '../parts/moment.tsx';
import { Problem, Skeleton } from '../parts/state.tsx';
import { say } from '../parts/toast.tsx';
import { LANGUAGES, useSpeech, useWords } from '../words/words.tsx';

type Draft = { readonly [Name in keyof ReportSchedule]?: ReportSchedule[Name] | undefined };

/** When the clinic's reports come by themselves. */
export function ClinicSchedule({ mayChange }: { readonly mayChange: boolean }) {
  const { reports: words } = useWords();
  const loaded = useResource(resources.reportSchedule);
  return (
    <SchedulePanel title={words.schedule} loaded={loaded}>
      {({ schedule }) =>
        mayChange ? (
          <ScheduleForm
            key={JSON.stringify(schedule)}
            given={schedule}
            save={(draft) => acts.setReportSchedule({ ...schedule, ...(whole(draft) as Partial<ReportSchedule>) })}
          />
        ) : (
          <ScheduleText schedule={schedule} />
        )
      }
    </SchedulePanel>
  );
}

/** What is otherwise for one patient. */
export function OwnSchedule({ patient }: { readonly patient: string }) {
  const { reports: words } = useWords();
  const loaded = useResource(resources.ownReportSchedule(patient));
  return (
    <SchedulePanel title={words.ownSchedule} loaded={loaded}>
      {({ own, schedule }) => (
        <ScheduleForm
          key={JSON.stringify(own)}
          given={own ?? {}}
          clinic={schedule}
          save={(draft) => acts.setOwnReportSchedule(patient, whole(draft))}
        />
      )}
    </SchedulePanel>
  );
}

function SchedulePanel<View extends { readonly next?: number | undefined }>({
  title,
  loaded: { data, error, first, reload },
  children,
}: {
  readonly title: string;
  readonly loaded: Loaded<View>;
  readonly children: (view: View) => ReactNode;
}) {
  return (
    <section className="panel" aria-label={title}>
      <header className="panel-head">
        <h2>{title}</h2>
        <Next at={data?.next} />
      </header>
      {error && <Problem error={error} again={reload} />}
      {first && <Skeleton lines={2} />}
      {data && children(data)}
    </section>
  );
}

/** What is set, for whoever may not set it. */
function ScheduleText({ schedule: { every, weekday, day, time, language } }: { readonly schedule: ReportSchedule }) {
  const { common, reports } = useWords();
  const parts = [
    reports.everies[every],
    ...(every === 'off' ? [] : [every === 'week' ? reports.weekdays[weekday - 1]! : reports.onDay(day), time]),
    ...(every === 'off' || language === undefined ? [] : [LANGUAGES[language]]),
  ];
  return (
    <p>
      {parts.join(common.comma)} · <span className="muted">{reports.readOnly}</span>
    </p>
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
}: {
  readonly given: Draft;
  /** What holds where the draft says nothing; left out for the clinic itself. */
  readonly clinic?: ReportSchedule;
  readonly save: (draft: Draft) => Promise<unknown>;
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
      <fieldset className="issued-fields">
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
