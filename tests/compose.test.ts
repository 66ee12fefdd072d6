import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { describeWith } from './services.ts';

describeWith('docker-compose', 'docker-compose.yml', () => {
  const config = () =>
    parse(
      execFileSync('docker-compose', ['config'], {
        encoding: 'utf8',
        env: { ...process.env, GRAFANA_PASSWORD: 'x' },
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );

  test('is valid, and opens nothing to the world but the broker that has TLS', () => {
    const { services } = config() as { services: Record<string, { ports?: (string | { published: number; target: number })[] }> };
    expect(Object.keys(services).sort()).toEqual(['grafana', 'hearth', 'influxdb', 'mosquitto']);
    const { mosquitto, ...others } = services;
    expect(mosquitto!.ports).toHaveLength(1); // 8883: TLS and credentials, see mosquitto/mosquitto.conf
    for (const { ports = [] } of Object.values(others)) for (const port of ports) expect(String(port)).toMatch(/^127\.0\.0\.1:/);
  });

  test('every file that it mounts is in the repository or is the clinic’s own secret', () => {
    const text = readFileSync('docker-compose.yml', 'utf8');
    const mounted = [...text.matchAll(/- \.\/(\S+?):/g)].map(([, path]) => path!);
    const secrets = ['mosquitto/passwords', 'mosquitto/certs'];
    for (const path of mounted.filter((one) => !secrets.includes(one))) expect(() => execFileSync('test', ['-e', path])).not.toThrow();
  });
});
