import { z } from 'zod';
import { CaseBlock } from './case-file.ts';
import { Pack } from './rule.ts';

/** JSON Schema of a pack, for editors: `# yaml-language-server: $schema=...` in the first line of the file. */
export const packSchema = (): object => z.toJSONSchema(Pack, { io: 'input', unrepresentable: 'any' });

/** The same of one block of a *.cases.yaml. */
export const casesSchema = (): object => z.toJSONSchema(CaseBlock, { io: 'input', unrepresentable: 'any' });
