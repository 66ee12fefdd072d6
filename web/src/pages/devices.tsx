import { useMemo, useState } from 'react';
import type { SessionView } from '../../../api/contract.ts';
import type { DeviceView } from '../../../api/device-contract.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { Icon } from '../parts/icon.tsx';
import { Ago } from '../parts/moment.tsx';
import { Page } from '../parts/page.tsx';
import { Empty, Problem, Skeleton } from '../parts/state.tsx';
import { Link } from '../router.tsx';
import { useWords } from '../words/words.tsx';
import { AssignDevice } from './assign-device.tsx';
import { EnrolDevice } from './enrol-device.tsx';
import { RevokeDevice } from './revoke-device.tsx';

type Open = { readonly is: 'enrol' } | { readonly is: 'assign' | 'revoke'; readonly device: DeviceView } | undefined;

/** What measures, for whom, and when it was last heard. */
export function DevicesPage({ session }: { readonly session: SessionView }) {
  const { devices: words } = useWords();
  const devices = useResource(resources.devices);
  const patients = useResource(resources.patients);
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  // A doctor may look; the server refuses the rest, so it is not offered.
  const may = session.user.role !== 'doctor';
  const names = useMemo(() => new Map(patients.data?.map(({ id, name }) => [id, name])), [patients.data]);
  const sorted = useMemo(() => (devices.data ?? []).toSorted(order), [devices.data]);
  const enrol = may && (
    <button type="button" className="button button-primary" onClick={() => setOpen({ is: 'enrol' })}>
      <Icon name="plus" /> {words.enrol}
    </button>
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
      {sorted.length > 0 && (
        <div className="table-frame">
          <table className="table table-cards">
            <thead>
              <tr>
                <th scope="col">{words.id}</th>
                <th scope="col">{words.model}</th>
                <th scope="col">{words.patient}</th>
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
      {open?.is === 'revoke' && <RevokeDevice device={open.device} close={close} />}
    </Page>
  );
}

/** Devices without a patient first: they need somebody. Revoked ones last. */
const order = (a: DeviceView, b: DeviceView): number =>
  Number(a.revoked !== undefined) - Number(b.revoked !== undefined) ||
  Number(a.patient !== undefined) - Number(b.patient !== undefined) ||
  a.id.localeCompare(b.id);

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
        <code>{device.id}</code> {gone && <span className="badge">{words.revoked}</span>}
      </th>
      <td data-label={words.model}>{device.model ?? common.none}</td>
      <td data-label={words.patient}>
        {device.patient === undefined ? (
          <span className={gone ? 'badge' : 'badge badge-overdue'}>{words.nobody}</span>
        ) : (
          <Link className="link" to={`/patients/${device.patient}`}>
            {names.get(device.patient) ?? device.patient}
          </Link>
        )}
      </td>
      <td data-label={words.seen}>{device.lastSeen === undefined ? common.never : <Ago at={device.lastSeen} zone={undefined} />}</td>
      {may && (
        <td>
          {!gone && (
            <span className="row-buttons">
              <button type="button" className="button button-small" onClick={() => open({ is: 'assign', device })}>
                {words.assign}
              </button>
              <button type="button" className="button button-small button-plain" onClick={() => open({ is: 'revoke', device })}>
                {words.revoke}
              </button>
            </span>
          )}
        </td>
      )}
    </tr>
  );
}
