import { type ReactNode, useMemo, useState } from 'react';
import type { SessionView } from '../../../api/contract.ts';
import type { DeviceDetail } from '../../../api/device-contract.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { skewText } from '../format/skew.ts';
import { mayOf } from '../parts/may.tsx';
import { Moment } from '../parts/moment.tsx';
import { Page } from '../parts/page.tsx';
import { Empty, Problem, SkeletonBlock } from '../parts/state.tsx';
import { Link } from '../router.tsx';
import { useSpeech } from '../words/words.tsx';
import { AssignDevice } from './assign-device.tsx';
import { ActOnDevice, type DeviceAct } from './device-act.tsx';
import { ChangeDevice } from './device-change.tsx';
import { LastSeen, StateBadge, Whose } from './device-state.tsx';
import { DeviceUser } from './device-user.tsx';

/** One device: whose it is and was, what it says of itself, and what can be done with it. */
export function DevicePage({ id, session }: { readonly id: string; readonly session: SessionView }) {
  const { words } = useSpeech();
  const device = useResource(resources.device(id));
  const patients = useResource(resources.patients);
  const names = useMemo(() => new Map(patients.data?.map(({ id: who, name }) => [who, name])), [patients.data]);
  const [open, setOpen] = useState<DeviceAct | 'assign' | 'share' | 'change'>();
  const close = () => setOpen(undefined);
  const nameOf = (patient: string) => names.get(patient) ?? patient;
  const back = (
    <Link className="button" to="/devices">
      {words.devices.toDevices}
    </Link>
  );
  if (device.error?.status === 404) return <Empty alone title={words.devices.missing} action={back} />;
  const { data } = device;
  // Others may look; the server refuses the rest, so it is not offered.
  const may = mayOf(session.user.role).manage && data !== undefined && data.retired === undefined;
  const button = (what: NonNullable<typeof open>, label: string) => (
    <button type="button" className="button" onClick={() => setOpen(what)}>
      {label}
    </button>
  );
  return (
    <Page title={id} aside={back}>
      {device.error && <Problem error={device.error} again={device.reload} />}
      {device.first && <SkeletonBlock height={320} />}
      {may && (
        <p className="device-acts">
          {button('assign', words.devices.assign)}
          {button('share', words.devices.share)}
          {button('change', words.devices.change)}
          {button('rotate', words.devices.rotate)}
          {data.revoked === undefined && button('revoke', words.devices.revoke)}
          {button('retire', words.devices.retire)}
        </p>
      )}
      {data && <Facts device={data} names={names} />}
      {data && <Owners device={data} nameOf={nameOf} />}
      {data && open === 'assign' && <AssignDevice device={data} nameOf={nameOf} close={close} />}
      {data && open === 'share' && <DeviceUser device={data} nameOf={nameOf} close={close} />}
      {data && open === 'change' && <ChangeDevice device={data} close={close} />}
      {(open === 'rotate' || open === 'revoke' || open === 'retire') && <ActOnDevice id={id} act={open} close={close} />}
    </Page>
  );
}

function Facts({ device, names }: { readonly device: DeviceDetail; readonly names: ReadonlyMap<string, string> }) {
  const { language, words } = useSpeech();
  const { devices } = words;
  const said: readonly (readonly [string, ReactNode])[] = [
    [devices.battery, device.batteryPercent === undefined ? undefined : `${device.batteryPercent} %`],
    [devices.manufacturer, device.manufacturer],
    [devices.model, device.model],
    [devices.serial, device.serial],
    [devices.firmware, device.firmware],
    [devices.hardware, device.hardware],
    [devices.software, device.software],
    [devices.clock, device.clockSkewMs === undefined ? undefined : skewText(device.clockSkewMs, language, words)],
    [devices.saidAt, device.factsAt === undefined ? undefined : <Moment key="at" at={device.factsAt} zone={undefined} />],
  ];
  const known: readonly (readonly [string, ReactNode])[] = [
    [devices.patient, <Whose key="whose" device={device} names={names} />],
    [
      devices.howItIs,
      <span key="state">
        {devices.state[device.state]} {device.since !== undefined && <Since at={device.since} />}
      </span>,
    ],
    [devices.seen, <LastSeen key="seen" device={device} />],
    [devices.silentAfter, device.silentAfterDays === undefined ? devices.byPlan : devices.days(device.silentAfterDays)],
    [devices.zone, device.zone],
    [devices.enrolled, <Moment key="enrolled" at={device.enrolled} zone={undefined} />],
  ];
  return (
    <div className="columns">
      <section className="panel">
        <header className="panel-head">
          <h2>{devices.howItIs}</h2>
          <StateBadge device={device} />
        </header>
        <List facts={known} />
      </section>
      <section className="panel">
        <header className="panel-head">
          <h2>{devices.facts}</h2>
        </header>
        {device.factsAt === undefined && device.model === undefined ? <p className="muted">{devices.noFacts}</p> : <List facts={said} />}
      </section>
    </div>
  );
}

const List = ({ facts }: { readonly facts: readonly (readonly [string, ReactNode])[] }) => (
  <dl className="tally">
    {facts
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => (
        <div key={name}>
          <dt className="muted">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
);

function Since({ at }: { readonly at: number }) {
  return (
    <span className="muted">
      (<Moment at={at} zone={undefined} />)
    </span>
  );
}

function Owners({ device, nameOf }: { readonly device: DeviceDetail; readonly nameOf: (patient: string) => string }) {
  const { words } = useSpeech();
  const { devices } = words;
  return (
    <section className="panel">
      <header className="panel-head">
        <h2>{devices.owners}</h2>
      </header>
      {device.owners.length === 0 && <p className="muted">{devices.noOwners}</p>}
      {device.owners.length > 0 && (
        <div className="table-frame">
          <table className="table table-cards">
            <thead>
              <tr>
                <th scope="col">{devices.patient}</th>
                <th scope="col">{devices.which}</th>
                <th scope="col">{devices.from}</th>
                <th scope="col">{devices.until}</th>
              </tr>
            </thead>
            <tbody>
              {device.owners.toReversed().map(({ patient, user, since, until }) => (
                <tr key={`${user} ${since}`}>
                  <th scope="row">
                    <Link className="link" to={`/patients/${patient}`}>
                      {nameOf(patient)}
                    </Link>
                  </th>
                  <td data-label={devices.which}>{user === undefined ? devices.whole : devices.userOf(user)}</td>
                  <td data-label={devices.from}>{since === 0 ? words.common.none : <Moment at={since} zone={undefined} />}</td>
                  <td data-label={devices.until}>{until === undefined ? devices.stillNow : <Moment at={until} zone={undefined} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
