import { seriousnessOf } from '../domain/adverse-content.ts';
import type { AdverseReport } from '../domain/adverse-report.ts';
import { naranjoScore } from '../domain/naranjo.ts';
import type { Patient } from '../domain/patient.ts';
import type { MedicationGraph } from '../medications/graph.ts';
import { deadlineOf } from './deadline.ts';
import { graphFindings } from './findings.ts';
import { missingAtLast } from './missing.ts';

/** What follows from a report as it stands: its deadline, what it lacks, what is on record of its medicines, and its scores. */
export function whatFollows(report: AdverseReport, graph: MedicationGraph, patient: Patient | undefined) {
  const { content, aware } = report;
  const { findings, unknown } = graphFindings(graph, content, patient);
  return {
    suspects: content.drugs.filter(({ role }) => role !== 'concomitant').map(({ name }) => name),
    reactions: content.reactions.map(({ term }) => term),
    seriousness: seriousnessOf(content),
    deadline: deadlineOf(content, aware),
    missing: missingAtLast(content),
    findings,
    notKnown: unknown,
    naranjo: content.drugs.flatMap(({ naranjo }, drug) => (naranjo ? [{ drug, ...naranjoScore(naranjo) }] : [])),
  };
}
export type WhatFollows = ReturnType<typeof whatFollows>;
