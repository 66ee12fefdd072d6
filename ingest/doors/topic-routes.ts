import { z } from 'zod';

const PLACE = /\{(\d)\}/g;
const placesIn = (topic: string): number => topic.split('/').filter((level) => level === '+').length;

/** `home/+/BTtoMQTT/+` as `hearth/v1/ble-{2}/openmqttgateway`: the second `+` names the device. */
export const TopicRoute = z
  .strictObject({
    topic: z.string().regex(/^[^#]+$/, 'a topic in which + stands for one level; # is not read here'),
    as: z
      .string()
      .regex(/^hearth\/v1\/[^/+#]+\/[^/+#]+(\/[^/+#]+)?$/, 'a topic of Hearth, like hearth/v1/ble-{2}/openmqttgateway; {1} is the first +'),
  })
  .superRefine(({ topic, as }, context) => {
    for (const [place, digit] of as.matchAll(PLACE)) {
      const number = Number(digit);
      if (number >= 1 && number <= placesIn(topic)) continue;
      context.addIssue({
        code: 'custom',
        path: ['as'],
        message: `${place} stands for the ${number}. + of ${topic}, which has ${placesIn(topic)}`,
      });
    }
  });
export type TopicRoute = z.infer<typeof TopicRoute>;

/** Foreign topics under Hearth's own names, by the first route that fits; undefined for a topic that no route knows. */
export function createRouter(routes: readonly TopicRoute[]): (topic: string) => string | undefined {
  const patterns = routes.map(({ topic, as }) => ({ levels: topic.split('/'), as }));
  return (topic) => {
    const levels = topic.split('/');
    for (const { levels: pattern, as } of patterns) {
      if (pattern.length !== levels.length || !pattern.every((level, i) => level === '+' || level === levels[i])) continue;
      const places = levels.filter((_, i) => pattern[i] === '+');
      return as.replaceAll(PLACE, (_, digit: string) => places[Number(digit) - 1]!);
    }
    return undefined;
  };
}
