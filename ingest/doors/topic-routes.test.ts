import { expect, test } from 'vitest';
import { createRouter, TopicRoute } from './topic-routes.ts';

const route = createRouter(
  [
    { topic: 'home/+/BTtoMQTT/+', as: 'hearth/v1/ble-{2}/openmqttgateway' },
    { topic: 'tele/+/BLE', as: 'hearth/v1/{1}/tasmota-ble' },
    { topic: '+/sensor/+/state', as: 'hearth/v1/{1}/esphome/{2}' },
    { topic: 'homeassistant/sensor/+/state', as: 'hearth/v1/ha/home-assistant/{1}' },
  ].map((one) => TopicRoute.parse(one)),
);

test.each([
  ['home/OpenMQTTGateway/BTtoMQTT/C8478C1A2B3C', 'hearth/v1/ble-C8478C1A2B3C/openmqttgateway'],
  ['tele/tasmota_FBBC2C/BLE', 'hearth/v1/tasmota_FBBC2C/tasmota-ble'],
  ['scale/sensor/mi_scale_weight/state', 'hearth/v1/scale/esphome/mi_scale_weight'],
  ['homeassistant/sensor/x/state', 'hearth/v1/homeassistant/esphome/x'], // the first that fits
  ['home/OpenMQTTGateway/BTtoMQTT', undefined],
  ['home/OpenMQTTGateway/BTtoMQTT/a/b', undefined],
  ['hearth/v1/cuff-1/readings', undefined],
  // What a sender writes into a level stays one level, and no placeholder of ours.
  ['tele/{2}$&/BLE', 'hearth/v1/{2}$&/tasmota-ble'],
])('%s -> %s', (topic, as) => {
  expect(route(topic)).toBe(as);
});

test.each([
  [{ topic: 'a/+', as: 'hearth/v1/{2}/native' }, '{2} stands for the 2. + of a/+, which has 1'],
  [{ topic: 'a/+', as: 'hearth/v1/{0}/native' }, '{0} stands for'],
  [{ topic: 'a/#', as: 'hearth/v1/x/native' }, '# is not read here'],
  [{ topic: 'a/+', as: 'clinic/{1}' }, 'a topic of Hearth'],
])('%j is refused', (wrong, sentence) => {
  expect(TopicRoute.safeParse(wrong).error?.message).toContain(sentence);
});
