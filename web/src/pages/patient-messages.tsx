import { useMemo } from 'react';
import type { MessageView, PatientRow } from '../../../api/contract.ts';
import type { SendView } from '../../../api/reach-contract.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { withoutKeys } from '../format/own-link.ts';
import { Icon } from '../parts/icon.tsx';
import { Moment } from '../parts/moment.tsx';
import { ListPanel } from '../parts/panel.tsx';
import { Reason } from '../parts/reason.tsx';
import { useMore } from '../parts/use-more.tsx';
import type { Words } from '../words/en.ts';
import { useWords } from '../words/words.tsx';

/** What was sent, to whom, and whether it arrived. */
export function PatientMessages({ patient }: { readonly patient: PatientRow }) {
  const { patient: words } = useWords();
  const messages = useResource(resources.messages(patient.id));
  const sends = useResource(resources.sends(patient.id));
  // How far each got is a line of its entry: both come together.
  const loaded = sends.first ? { ...messages, data: undefined, first: !messages.error } : messages;
  return (
    <ListPanel title={words.messagesTitle} loaded={loaded} none={words.noMessages}>
      {(items) => <Items items={items} sends={sends.data ?? []} zone={patient.zone} />}
    </ListPanel>
  );
}

function Items({
  items,
  sends,
  zone,
}: {
  readonly items: readonly MessageView[];
  readonly sends: readonly SendView[];
  readonly zone: string;
}) {
  const sorted = useMemo(() => items.toSorted((a, b) => b.due - a.due), [items]);
  const { shown, button } = useMore(sorted, 5);
  return (
    <>
      <ul className="entries">
        {shown.map((message) => (
          <Item key={message.key} message={message} sends={sends.filter((send) => send.message === message.key)} zone={zone} />
        ))}
      </ul>
      {button}
    </>
  );
}

function Item({ message, sends, zone }: { readonly message: MessageView; readonly sends: readonly SendView[]; readonly zone: string }) {
  const { delivery: words, patient: person, role, template: titles, channel } = useWords();
  const { delivery, subject, text, template } = message;
  const head = (
    <>
      <span className="message-subject">{titles[template as keyof Words['template']] ?? subject ?? template}</span>
      <span className={`badge delivery delivery-${delivery.is}`}>
        {delivery.is === 'accepted' && <Icon name="check" size={12} />}
        {delivery.is === 'dead' && <Icon name="warning" size={12} />}
        {words[delivery.is]}
      </span>
      <span className="entry-meta">
        <span>{words.to(role[message.to])}</span>
        {message.withdrawn && <span className="badge badge-overdue">{person.takenBack}</span>}
        {message.urgent && <span className="urgent">{words.urgent}</span>}
        <Moment at={delivery.at ?? message.due} zone={zone} />
        {delivery.channel && !sends.some((send) => send.channel === delivery.channel) && (
          <span>{words.via(channel[delivery.channel as keyof Words['channel']] ?? delivery.channel)}</span>
        )}
      </span>
      <Steps sends={sends} />
      {delivery.why && (
        <span className={delivery.is === 'dead' ? 'message-why message-dead' : 'message-why'}>
          <Reason why={delivery.why} waits={delivery.is === 'waiting'} />
        </span>
      )}
    </>
  );
  return (
    <li className="entry">
      {text ? (
        <details className="message">
          <summary className="message-head">{head}</summary>
          <p className="message-text">{withoutKeys(text)}</p>
        </details>
      ) : (
        <div className="message-head">{head}</div>
      )}
    </li>
  );
}

/** How far it got on each way: taken, delivered, read, confirmed. */
function Steps({ sends }: { readonly sends: readonly SendView[] }) {
  const { reach: words, channel, common } = useWords();
  if (sends.length === 0) return null;
  return (
    <span className="entry-meta">
      {sends.map(({ key, channel: by, steps, failed }) => {
        const step = (['acknowledged', 'read', 'delivered', 'accepted'] as const).find((each) => steps[each] !== undefined);
        return (
          <span key={key} title={failed?.why}>
            {channel[by as keyof Words['channel']] ?? by}
            {common.colon}
            {!step || failed ? words.notAccepted : by === 'inbox' && step === 'accepted' ? words.stands : words.step[step]}
          </span>
        );
      })}
    </span>
  );
}
