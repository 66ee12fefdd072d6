import { z } from 'zod';
import type { Way } from '../domain/contact.ts';
import type { Channel, ChannelKind, ChannelParts } from './channel.ts';
import { aliyun } from './channels/aliyun.ts';
import { inbox } from './channels/inbox.ts';
import { mqtt } from './channels/mqtt.ts';
import { push } from './channels/push.ts';
import { smtp } from './channels/smtp.ts';
import { twilio } from './channels/twilio.ts';
import { webhook } from './channels/webhook.ts';
import { wechat } from './channels/wechat.ts';
import { wecom } from './channels/wecom.ts';

/** All ways to reach a person, one line each. A test compares it with the folder. */
export const channelKinds = [inbox, smtp, aliyun, twilio, wecom, wechat, push, mqtt, webhook] as const satisfies readonly ChannelKind[];

/** The channels of one way, in the order in which they are tried for an address. */
export const channelsOf = (way: Way): readonly ChannelKind[] => channelKinds.filter((kind) => kind.way === way);

type Kind = (typeof channelKinds)[number];

/** `channels:` of hearth.yaml. A channel without settings stays closed; only the inbox needs none. */
export const channelSettings = z.strictObject(
  Object.fromEntries(channelKinds.map(({ name, settings }) => [name, settings.optional()])) as unknown as {
    readonly [K in Kind as K['name']]: z.ZodOptional<K['settings']>;
  },
);
export type ChannelSettings = z.infer<typeof channelSettings>;

/** Opens the channels that have settings; the caller closes them. */
export function openChannels(settings: ChannelSettings, parts: ChannelParts): ReadonlyMap<string, Channel> {
  return new Map(
    channelKinds.flatMap((kind: ChannelKind) => {
      const own = settings[kind.name as keyof ChannelSettings];
      return own === undefined ? [] : [[kind.name, kind.open(own, parts)] as const];
    }),
  );
}
