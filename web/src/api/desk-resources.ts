import type { NoteView, TaskPerson, TaskView } from '../../../api/desk-contract.ts';
import type { Resource } from './resources.ts';

const at = <T>(path: string): Resource<T> => ({ path });
const id = encodeURIComponent;

export const tasks = at<readonly TaskView[]>('/tasks');
export const taskPeople = at<readonly TaskPerson[]>('/tasks/people');
export const notesOf = (alert: string) => at<readonly NoteView[]>(`/alerts/${id(alert)}/notes`);
export const notesOfPatient = (patient: string) => at<readonly NoteView[]>(`/patients/${id(patient)}/notes`);
