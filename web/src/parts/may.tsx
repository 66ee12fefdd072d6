import { createContext, type ReactNode, useContext } from 'react';
import type { UserRole } from '../../../domain/roles.ts';
import type { LimitPlace } from '../format/limit.ts';

const Role = createContext<UserRole>('caregiver');

/** Says to everything beneath who looks at it. */
export const ActAs = ({ role, children }: { readonly role: UserRole; readonly children: ReactNode }) => (
  <Role value={role}>{children}</Role>
);

/** What the server would refuse is not offered: it decides by the table of access, this only spares people the refusal. */
export interface May {
  /** Alerts, limits, plans, messages: doctors, coordinators, administrators. */
  readonly treat: boolean;
  /** Patients and devices come and go: coordinators, administrators. */
  readonly manage: boolean;
  /** Visits and answers after a call. */
  readonly accompany: boolean;
  /** More than the family sees: questions, answers, messages, reports. */
  readonly read: boolean;
  /** Patients at all. */
  readonly seePatients: boolean;
  readonly seePeople: boolean;
  readonly changePeople: boolean;
  /** What the clinic is called, where it is. */
  readonly setClinic: boolean;
  /** The audit, which the auditor reads too. */
  readonly seeAudit: boolean;
  /** How the house is: everybody but the family. */
  readonly seeSystem: boolean;
  /** Reports of reactions: change and complete them. */
  readonly completeReactions: boolean;
  /** Whether an advice that waits goes out. */
  readonly decideAdvice: boolean;
  /** Which sentences of the knowledge base the clinic leaves out. */
  readonly decideKnowledge: boolean;
  /** Which advice waits. */
  readonly setAdviceRules: boolean;
}

export function mayOf(role: UserRole): May {
  const among = (...roles: readonly UserRole[]) => roles.includes(role);
  const read = !among('caregiver', 'auditor');
  return {
    treat: among('doctor', 'coordinator', 'administrator'),
    manage: among('coordinator', 'administrator'),
    accompany: among('doctor', 'coordinator', 'administrator', 'dietitian'),
    read,
    seePatients: read || role === 'caregiver',
    seePeople: among('administrator', 'auditor'),
    changePeople: role === 'administrator',
    setClinic: role === 'administrator',
    seeAudit: among('administrator', 'auditor'),
    seeSystem: role !== 'caregiver',
    completeReactions: among('doctor', 'coordinator', 'pharmacist'),
    decideAdvice: among('doctor', 'coordinator'),
    decideKnowledge: among('doctor', 'coordinator', 'dietitian'),
    setAdviceRules: among('doctor', 'administrator'),
  };
}

export const useMay = (): May => mayOf(useContext(Role));

/** Whether the limits of this place may be changed: a patient's by who treats them, a cohort's and the clinic's by who runs the clinic. */
export function useMayChange({ scope }: Pick<LimitPlace, 'scope'>): boolean {
  const { treat, manage } = useMay();
  return scope === 'patient' ? treat : manage;
}
