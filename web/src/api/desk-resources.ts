import type { AlarmBudgetView } from '../../../api/alert-contract.ts';
import type { NoteView, TaskPerson, TaskView } from '../../../api/desk-contract.ts';
import type { DutyView, PastPlan, Timetable } from '../../../api/duty-contract.ts';
import type { ShadowReportView, ShadowView } from '../../../api/shadow-contract.ts';
import type { Resource } from './resources.ts';

const at = <T>(path: string): Resource<T> => ({ path });
const id = encodeURIComponent;

export const tasks = at<readonly TaskView[]>('/tasks');
export const taskPeople = at<readonly TaskPerson[]>('/tasks/people');
export const notesOf = (alert: string) => at<readonly NoteView[]>(`/alerts/${id(alert)}/notes`);

export const duty = at<DutyView>('/duty');
export const dutyTimetable = at<Timetable>('/duty/timetable');
export const dutyHistory = at<readonly PastPlan[]>('/duty/history');
export const alarmBudget = (from: number, to: number) => at<AlarmBudgetView>(`/alerts/budget?from=${from}&to=${to}`);

export const shadows = at<readonly ShadowView[]>('/rules/shadows');
export const shadow = (of: string) => at<ShadowReportView>(`/rules/shadows/${id(of)}`);
