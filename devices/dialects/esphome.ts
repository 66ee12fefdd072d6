import { DecodeError, type Decoder } from '../decoder.ts';
import { heardThisMinute } from './broadcast.ts';
import { numberNamed } from './named-number.ts';

const LONGEST = 64;

/**
 * A sensor of an ESPHome node: `<node>/sensor/<object id>/state` holds a bare number, and what it measures stands in the topic only. The last
 * level of Hearth's topic is the object id: `hearth/v1/scale-1/esphome/mi_scale_weight`.
 */
export const esphome: Decoder = {
  id: 'dialect/esphome',
  title: 'ESPHome: a sensor’s number, named by its topic',
  source: {
    organisation: 'ESPHome',
    title: 'MQTT Client Component: state topics; xiaomi_miscale',
    year: 2025,
    url: 'https://esphome.io/components/mqtt',
    evidence: 'primary',
  },
  hears: { topic: 'hearth/v1/+/esphome/+' },

  decode(payload, context) {
    const text = textOf(payload);
    return heardThisMinute(numberNamed(context.topic.split('/')[4] ?? '', text, 'payload'), '', context);
  },
};

/** A few letters or digits. Throws DecodeError for more, and for what is no text. */
export function textOf(payload: Uint8Array): string {
  if (payload.byteLength > LONGEST) throw new DecodeError('payload', `${payload.byteLength} bytes are no number`);
  return new TextDecoder().decode(payload).trim();
}
