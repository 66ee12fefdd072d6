import { expect, test } from 'vitest';
import { recordName } from '../../domain/record-names.ts';
import { problemsOf } from './accessible.ts';
import { LANGUAGES, type Team } from './team.ts';

/** Doctor and coordinator have the same patient's record open, each in their own browser. */
export function twoAtOneRecord(team: () => Team): void {
  test.each(LANGUAGES)(
    '%s: the doctor enters medicines, the coordinator then saves a telephone number from an older form: both stand',
    async (language, words) => {
      const { store } = team().house;
      const id = `shared-${language.toLowerCase()}`;
      await team().moveIn(id, { en: 'Sam Shared', 'zh-CN': '沈示例' }[language], language);
      const record = async () => (await store.patients.get([id])).get(id)!;
      const [nurse, doctor] = [await team().sit('coordinator', language), await team().sit('doctor', language)];
      for (const { go, page } of [nurse, doctor]) {
        await go(`/patients/${id}`);
        await page.getByRole('button', { name: words.record.change }).click();
      }
      const fill = ({ page }: typeof nurse, field: string, value: string) =>
        page.getByRole('dialog').getByLabel(field, { exact: true }).fill(value);
      const save = ({ page }: typeof nurse) => page.getByRole('dialog').getByRole('button', { name: words.common.save }).click();
      await fill(doctor, words.patient.medicines, 'metformin, warfarin');
      await save(doctor);
      await doctor.page.getByRole('dialog').waitFor({ state: 'detached' });

      await fill(nurse, words.record.phone, '+44 20 7946 0000');
      await save(nurse);
      await nurse.page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await record()).toMatchObject({ medicines: ['metformin', 'warfarin'] });
      expect((await store.identities.get([id])).get(id)).toMatchObject({ phone: '+44 20 7946 0000' });

      // The same field by both: whoever is second is told what stands there, keeps what they typed, and decides.
      for (const { page } of [nurse, doctor]) await page.getByRole('button', { name: words.record.change }).click();
      await fill(doctor, words.patient.medicines, 'metformin, amlodipine');
      await fill(doctor, words.record.birthYear, '1951');
      await save(doctor);
      await doctor.page.getByRole('dialog').waitFor({ state: 'detached' });
      await fill(nurse, words.patient.medicines, 'metformin');
      await save(nurse);
      const dialog = nurse.page.getByRole('dialog');
      await dialog.getByText(words.record.saveAgain).waitFor();
      expect(await dialog.getByRole('alert').first().innerText()).toContain(recordName('amlodipine', language));
      expect(await dialog.getByLabel(words.patient.medicines, { exact: true }).inputValue()).toBe('metformin');
      await expect.poll(() => dialog.getByLabel(words.record.birthYear).inputValue()).toBe('1951');
      expect(await record()).toMatchObject({ medicines: ['metformin', 'amlodipine'] });
      expect(await problemsOf(nurse.page, 'a record that somebody else has changed')).toEqual([]);
      await save(nurse);
      await dialog.waitFor({ state: 'detached' });
      expect(await record()).toMatchObject({ medicines: ['metformin'], birthYear: 1951 });
      expect(await doctor.leave()).toEqual([]);
      expect(await nurse.leave()).toEqual([expect.stringContaining(`409 /api/v1/patients/${id}`)]);
    },
  );
}
