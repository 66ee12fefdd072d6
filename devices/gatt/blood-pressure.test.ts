import { vectors } from '../vectors.ts';
import { bloodPressure, parseBloodPressure } from './blood-pressure.ts';

vectors(bloodPressure, parseBloodPressure, new URL('./blood-pressure.vectors.json', import.meta.url));
