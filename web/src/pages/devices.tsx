import { useMemo, useState } from 'react';
import type { SessionView } from '../../../api/contract.ts';
import type { DeviceView } from '../../../api/device-contract.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { Choice } from '../parts/choice.tsx';
import { Icon } from '../parts/icon.tsx';
import { mayOf } from '../parts/may.tsx';
import { Page } from '../parts/page.tsx';
import { Empty, Problem, Skeleton } from '../parts/state.tsx';
import { Link } from '../router.tsx';
import { useWords } from '../words/words.tsx';
import { AssignDevice } from './assign-device.tsx';
import { EnterClaimCode, MakeClaimCode } from './claim-code.tsx';
import { LastSeen, StateBadge, Whose } from './device-state.tsx';
import { EnrolDevice } from './enrol-device.tsx';

type Open = { readonly is: 'enrol' | 'code' | 'claim' } | { readonly is: 'assign'; readonly device: DeviceView } | undefined;

/** What measures, for whom, and when it was last heard. */
export function DevicesPage({ session }: { readonly session: SessionView }) {
  const { devices: words } = useWords();
  const devices = useResource(resources.devices);
  const patients = useResource(resources.patients);
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  // Others may look; the server refuses the rest, so it is not offered.
  const may = mayOf(session.user.role).manage;
  const names = useMemo(() => new Map(patients.data?.map(({ id, name }) => [id, name])), [patients.data]);
  const [show, setShow] = useState<'all' | 'silent'>('all');
  const silent = useMemo(() => (devices.data ?? []).filter(({ state }) => state === 'silent'), [devices.data]);
  const sorted = useMemo(() => (show === 'silent' ? silent : (devices.data ?? [])).toSorted(order), [devices.data, silent, show]);
  const enrol = may && (
    <span className="row-buttons">
      <button type="button" className="button" onClick={() => setOpen({ is: 'claim' })}>
        {words.claimEnter}
      </button>
      <button type="button" className="button" onClick={() => setOpen({ is: 'code' })}>
        {words.claimCode}
      </button>
      <button type="button" className="button button-primary" onClick={() => setOpen({ is: 'enrol' })}>
        <Icon name="plus" /> {words.enrol}
      </button>
    </span>
  );
  return (
    <Page title={words.title} aside={devices.data && devices.data.length > 0 && enrol}>
      {devices.error && <Problem error={devices.error} again={devices.reload} />}
      {devices.first && <Skeleton lines={6} height={36} />}
      {devices.data?.length === 0 && (
        <Empty title={words.empty} action={enrol}>
          {words.emptyHint}
        </Empty>
      )}
      {devices.data && devices.data.length > 0 && (
        <Choice
          label={words.howItIs}
          name="show-devices"
          options={[
            ['all', words.all(devices.data.length)],
            ['silent', words.silentOnly(silent.length)],
          ]}
          value={show}
          choose={setShow}
        />
      )}
      {show === 'silent' && silent.length === 0 && <p className="muted">{words.noneSilent}</p>}
      {sorted.length > 0 && (
        <div className="table-frame">
          <table className="table table-cards">
            <thead>
              <tr>
                <th scope="col">{words.id}</th>
                <th scope="col">{words.model}</th>
                <th scope="col">{words.patient}</th>
                <th scope="col">{words.battery}</th>
                <th scope="col">{words.seen}</th>
                {may && (
                  <th scope="col">
                    <span className="unseen">{words.assign}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {sorted.map((device) => (
                <Row key={device.id} device={device} names={names} may={may} open={setOpen} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {open?.is === 'enrol' && <EnrolDevice close={close} />}
      {open?.is === 'assign' && <AssignDevice device={open.device} nameOf={(id) => names.get(id) ?? id} close={close} />}
      {open?.is === 'code' && <MakeClaimCode close={close} />}
      {open?.is === 'claim' && <EnterClaimCode close={close} />}
    </Page>
  );
}

/** Devices without a patient first: they need somebody. Then those that are silent. Revoked and retired ones last. */
const order = (a: DeviceView, b: DeviceView): number => rank(a) - rank(b) || a.id.localeCompare(b.id);
function rank({ state, patient, users }: DeviceView): number {
  if (state === 'retired') return 4;
  if (state === 'revoked') return 3;
  if (patient === undefined && users.length === 0) return 0;
  return state === 'silent' ? 1 : 2;
}

function Row({
  device,
  names,
  may,
  open,
}: {
  readonly device: DeviceView;
  readonly names: ReadonlyMap<string, string>;
  readonly may: boolean;
  readonly open: (what: Open) => void;
}) {
  const { devices: words, common } = useWords();
  const gone = device.revoked !== undefined;
  return (
    <tr className={gone ? 'gone' : undefined}>
      <th scope="row">
        <Link className="link" to={`/devices/${device.id}`}>
          <code>{device.id}</code>
        </Link>{' '}
        <StateBadge device={device} />
      </th>
      <td data-label={words.model}>{device.model ?? common.none}</td>
      <td data-label={words.patient}>
        <Whose device={device} names={names} />
      </td>
      <td data-label={words.battery}>{device.batteryPercent === undefined ? common.none : `${device.batteryPercent} %`}</td>
      <td data-label={words.seen}>
        <LastSeen device={device} />
      </td>
      {may && (
        <td>
          {!gone && (
            <span className="row-buttons">
              <button type="button" className="button button-small" onClick={() => open({ is: 'assign', device })}>
                {words.assign}
              </button>
            </span>
          )}
        </td>
      )}
    </tr>
  );
}
