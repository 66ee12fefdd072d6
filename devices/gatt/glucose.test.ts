import { vectors } from '../vectors.ts';
import { glucose, parseGlucose } from './glucose.ts';

vectors(glucose, parseGlucose, new URL('./glucose.vectors.json', import.meta.url));
