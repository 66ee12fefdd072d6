import { vectors } from '../vectors.ts';
import { glucoseContext, parseGlucoseContext } from './glucose-context.ts';

vectors(glucoseContext, parseGlucoseContext, new URL('./glucose-context.vectors.json', import.meta.url));
