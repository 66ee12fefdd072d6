import type { TaskView } from '../../../api/desk-contract.ts';
import type { SetDuty, Timetable } from '../../../api/duty-contract.ts';
import type { ShadowView, StartShadow } from '../../../api/shadow-contract.ts';
import type { Called } from '../../../domain/desk-note.ts';
import type { DutyPlan } from '../../../domain/duty.ts';
import type { TaskFor } from '../../../domain/task.ts';
import { post, put } from './client.ts';

/* What may be done at an alert besides answering and closing it. */

const id = encodeURIComponent;

export const noteCall = (alert: string, call: { readonly whom: Called; readonly reached: boolean; readonly said: string }) =>
  post(`/alerts/${id(alert)}/calls`, call);
export const sendWords = (alert: string, words: { readonly to: 'patient' | 'caregiver'; readonly text: string }) =>
  post(`/alerts/${id(alert)}/messages`, words);
export const giveTask = (alert: string, task: { readonly to: TaskFor; readonly due: number; readonly text: string }) =>
  post(`/alerts/${id(alert)}/tasks`, task);
export const settleTask = (task: string, verb: 'done' | 'undone') => post<TaskView>(`/tasks/${id(task)}/${verb}`);

export const setDuty = (plan: DutyPlan, reason: string) => put('/duty', { ...plan, reason } satisfies SetDuty);
export const checkDuty = (plan: DutyPlan) => post<Timetable>('/duty/check', plan);

export const startShadow = (wanted: StartShadow) => post<ShadowView>('/rules/shadows', wanted);
export const endShadow = (shadow: string) => post<ShadowView>(`/rules/shadows/${id(shadow)}/stop`);
