import { expect, test } from 'vitest';
import { Patient } from './patient.ts';
import { Profile, profileChanged } from './profile.ts';

test.each([
  {},
  { diet: ['vegetarian', 'low-salt'], staple: 'rice', kitchens: ['cantonese'], fasts: ['ramadan'] },
  { activity: 'little', mobility: 'wheelchair', fallsRisk: true, favourites: ['tai-chi'], reading: 'plain', living: 'alone' },
  { dietNote: '不吃羊肉', activityNote: 'a short stroll in the park' },
])('%j is a profile', (profile) => {
  expect(Profile.parse(profile)).toEqual(profile);
});

test.each([
  [{ diet: ['carnivore'] }, ['diet', 0]],
  [{ diet: ['vegan', 'vegan'] }, ['diet']],
  [{ kitchens: 'cantonese' }, ['kitchens']],
  [{ dietNote: 'x'.repeat(201) }, ['dietNote']],
  [{ dietNote: '   ' }, ['dietNote']],
  [{ fallsRisk: 'yes' }, ['fallsRisk']],
  [{ religion: 'any' }, []],
])('%j is none', (profile, path) => {
  const { error } = Profile.safeParse(profile);
  expect(error?.issues[0]?.path).toEqual(path);
});

test('a record without one stays as it was', () => {
  expect(Patient.parse({ id: 'p-1', language: 'en', zone: 'Europe/London' })).not.toHaveProperty('profile');
});

test.each([
  [undefined, undefined, undefined],
  [{ diet: ['vegan'] }, { diet: ['vegan'] }, undefined],
  [undefined, { diet: ['vegan'], dietNote: 'secret' }, 'diet, dietNote'],
  [{ diet: ['vegan'], living: 'alone' }, { diet: ['vegan', 'low-salt'] }, 'diet, living'],
] as const)('from %j to %j the journal says: %s', (before, after, said) => {
  const parse = (profile: unknown) => (profile === undefined ? undefined : Profile.parse(profile));
  expect(profileChanged(parse(before), parse(after))).toBe(said);
});
