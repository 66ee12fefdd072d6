import type { SectionBuilder } from '../build.ts';
import { activity } from './activity.ts';
import { agp } from './agp.ts';
import { alerts } from './alerts.ts';
import { attention } from './attention.ts';
import { changes } from './changes.ts';
import { data } from './data.ts';
import { glucose } from './glucose.ts';
import { meals } from './meals.ts';
import { measures } from './measures.ts';
import { medicines } from './medicines.ts';
import { pressure } from './pressure.ts';
import { response } from './response.ts';
import { said } from './said.ts';
import { scores } from './scores.ts';

/** The report's sections in the order in which they are read; registry.test.ts compares the list with the folder. */
export const sections: readonly SectionBuilder[] = [
  attention,
  changes,
  glucose,
  agp,
  meals,
  pressure,
  measures,
  activity,
  medicines,
  scores,
  alerts,
  response,
  said,
  data,
];
