import { z } from 'zod';
import { Pack } from './rule.ts';

/** JSON Schema of a pack, for editors: `# yaml-language-server: $schema=...` in the first line of the file. */
export const packSchema = (): object => z.toJSONSchema(Pack, { io: 'input', unrepresentable: 'any' });
