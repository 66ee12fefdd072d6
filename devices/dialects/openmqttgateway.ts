import { DecodeError, type Decoder, NothingToKeep } from '../decoder.ts';
import { macOf } from '../speaker.ts';
import { heardThisMinute } from './broadcast.ts';
import { objectOf, parseJson } from './native.ts';

/**
 * What OpenMQTTGateway and the Theengs gateway publish on `home/<gateway>/BTtoMQTT/<MAC>`: one broadcast of one Bluetooth device, decoded by
 * Theengs. Scales and heart-rate straps are heard; a room's climate, trackers and what is weighed but no person are passed over. The
 * resistance that a scale measures is no reading without the body fat that its app makes of it.
 */
export const openMqttGateway: Decoder = {
  id: 'dialect/openmqttgateway',
  title: 'OpenMQTTGateway and Theengs: scales, heart-rate straps',
  source: {
    organisation: 'Theengs',
    title: 'decoder: properties of the devices',
    year: 2024,
    url: 'https://github.com/theengs/decoder',
    evidence: 'primary',
  },
  hears: { topic: 'hearth/v1/+/openmqttgateway' },

  sensorOf: (payload) => macOf(objectOf(parseJson(payload)).id, '/id'),

  decode(payload, context) {
    const said = objectOf(parseJson(payload));
    const { model, name, weighing_mode: mode, weight, unit } = said;
    if (mode === 'object') throw new NothingToKeep('/weighing_mode', 'an object was weighed, no person');
    if (weight !== undefined) {
      if (unit !== 'kg' && unit !== 'lb') throw new DecodeError('/unit', 'a weight is in kg or lb');
      return heardThisMinute({ kind: 'weight', value: weight, unit }, '', context);
    }
    const pulse = said.bpm ?? said.act_bpm;
    if (pulse !== undefined) return heardThisMinute({ kind: 'heart-rate', value: pulse }, '', context);
    throw new NothingToKeep('payload', `neither a weight nor a heart rate: ${nameOf(model ?? name)}`);
  },
};

const nameOf = (said: unknown): string => (typeof said === 'string' && said !== '' ? said.slice(0, 60) : 'a device without a name');
