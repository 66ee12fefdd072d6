import { DecodeError, type Decoder, NothingToKeep } from '../decoder.ts';
import { heardThisMinute } from './broadcast.ts';
import { textOf } from './esphome.ts';
import { numberNamed } from './named-number.ts';
import { objectOf, parseJson, readingsOf } from './native.ts';

/**
 * What Home Assistant knows of one entity: its state object, as its REST interface, automations and `rest_command` give it; or, on
 * `…/home-assistant/<object id>`, the bare state that `mqtt_statestream` publishes on `homeassistant/sensor/<object id>/state`.
 */
export const homeAssistant: Decoder = {
  id: 'dialect/home-assistant',
  title: 'Home Assistant: an entity’s state',
  source: {
    organisation: 'Home Assistant',
    title: 'REST API: states; MQTT Statestream; sensor device classes',
    year: 2025,
    url: 'https://developers.home-assistant.io/docs/api/rest/',
    evidence: 'primary',
  },
  hears: { topic: 'hearth/v1/+/home-assistant/#' },

  decode(payload, context) {
    const objectId = context.topic.split('/')[4];
    if (objectId !== undefined) return heardThisMinute(numberNamed(objectId, textOf(payload), 'payload'), '', context);
    const { entity_id: entity = '', state, attributes, ...moments } = objectOf(parseJson(payload));
    if (typeof state !== 'string') throw new DecodeError('/state', 'the state of an entity, as text');
    const { unit_of_measurement: unit, device_class: what, date } = objectOf(attributes);
    const said = numberNamed(nameOf(entity, what), state, '/state', typeof unit === 'string' ? unit : undefined);
    return readingsOf([{ said: { ...said, at: momentOf(date, moments) }, pointer: '' }], context);
  },
};

/** `sensor.jane_glucose_value`. A device class that can only be a body's says more than the name that somebody chose. */
function nameOf(entity: unknown, deviceClass: unknown): string {
  if (deviceClass === 'blood_glucose_concentration') return 'glucose';
  if (deviceClass === 'weight') return 'weight';
  if (typeof entity !== 'string') throw new DecodeError('/entity_id', 'the entity’s name');
  const id = entity.slice(entity.indexOf('.') + 1);
  if (id === '') throw new NothingToKeep('/entity_id', 'neither a name nor a device class says what is measured');
  return id;
}

/**
 * When it was measured: Nightscout's and Dexcom's integrations say so themselves (`date`, Unix milliseconds); else when the entity was last
 * written. `last_changed` would keep two equal readings in a row one.
 */
function momentOf(date: unknown, said: Readonly<Record<string, unknown>>): unknown {
  const moment = typeof date === 'number' ? date : (said.last_reported ?? said.last_updated ?? said.last_changed);
  if (moment === undefined) throw new DecodeError('/last_updated', 'when the entity was last written');
  return moment;
}
