/**
 * What the judge remembers of one patient: open episodes, and the recent readings that its windows need.
 * Plain JSON. Only rules/ looks inside; everybody else stores it and hands it back.
 */
export type RuleState = Readonly<Record<string, unknown>>;

/** The values in force for one patient that differ from the packs, by `rule.threshold`: { 'glucose.low.limit': 4.2 }. */
export type Limits = Readonly<Record<string, number>>;
