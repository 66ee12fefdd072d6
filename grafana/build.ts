/** Writes grafana/dashboards/*.json from dashboards.ts: run it after a change; dashboards.test.ts says when that was forgotten. */
import { writeFileSync } from 'node:fs';
import { dashboards, fileOf } from './dashboards.ts';

for (const [name, build] of Object.entries(dashboards)) writeFileSync(new URL(`./dashboards/${name}.json`, import.meta.url), fileOf(build));
