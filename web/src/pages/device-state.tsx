import type { DeviceView } from '../../../api/device-contract.ts';
import { Ago } from '../parts/moment.tsx';
import { Link } from '../router.tsx';
import { useWords } from '../words/words.tsx';

/** How a device stands, where that is not the ordinary. */
export function StateBadge({ device }: { readonly device: DeviceView }) {
  const { devices: words } = useWords();
  if (device.state === 'active' || device.state === 'new') return null;
  return <span className={device.state === 'silent' ? 'badge badge-overdue' : 'badge'}>{words[device.state]}</span>;
}

/** Its patient, the patients of its users, or nobody. */
export function Whose({ device, names }: { readonly device: DeviceView; readonly names: ReadonlyMap<string, string> }) {
  const { devices: words } = useWords();
  const link = (patient: string) => (
    <Link className="link" to={`/patients/${patient}`}>
      {names.get(patient) ?? patient}
    </Link>
  );
  if (device.users.length > 0) {
    return (
      <ul className="users">
        {device.users.map(({ user, patient }) => (
          <li key={user}>
            <span className="muted">{words.userOf(user)}</span> {link(patient)}
          </li>
        ))}
      </ul>
    );
  }
  if (device.patient !== undefined) return link(device.patient);
  return <span className={device.revoked === undefined ? 'badge badge-overdue' : 'badge'}>{words.nobody}</span>;
}

export function LastSeen({ device }: { readonly device: DeviceView }) {
  const { devices: words } = useWords();
  return device.lastSeen === undefined ? words.isNew : <Ago at={device.lastSeen} zone={undefined} />;
}
