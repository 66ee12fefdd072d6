import { expect, test } from 'vitest';
import { Profile } from '../../../domain/profile.ts';
import { profileDraftOf, profileOf, profileText } from './profile-draft.ts';

const profile = Profile.parse({
  diet: ['vegetarian', 'low-salt'],
  staple: 'rice',
  dietNote: 'no okra',
  kitchens: ['cantonese'],
  fasts: ['lunar-days'],
  activity: 'little',
  mobility: 'limited',
  fallsRisk: true,
  favourites: ['tai-chi'],
  reading: 'plain',
  living: 'alone',
});

test('what is opened and saved unchanged is the same, and the server takes it', () => {
  expect(profileOf(profileDraftOf(profile))).toEqual(profile);
  expect(Profile.parse(profileOf(profileDraftOf(profile)))).toEqual(profile);
});

test('of an untouched form there is no profile; what was cleared is gone', () => {
  expect(profileOf(profileDraftOf())).toBeUndefined();
  expect(profileOf({ ...profileDraftOf(profile), diet: [], staple: '', dietNote: '  ', fallsRisk: false })).not.toHaveProperty('fallsRisk');
  expect(profileOf({ ...profileDraftOf({ dietNote: 'x' }), dietNote: ' ' })).toBeUndefined();
});

test('in words, for whoever opens the patient', () => {
  expect(profileText(profile, 'zh-CN', '有跌倒风险', '，')).toBe(
    '素食（可吃蛋奶），低盐（医嘱），以米饭为主，粤菜，农历初一、十五吃素，大部分时间坐着，行走困难或需要搀扶，有跌倒风险，太极拳、八段锦，简短易懂，独居，no okra',
  );
  expect(profileText(undefined, 'en', 'may fall', ', ')).toBe('');
});
