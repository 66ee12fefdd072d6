/**
 * What the judge remembers of one patient: open episodes, and the recent readings that its windows need.
 * Plain JSON. Only rules/ looks inside; everybody else stores it and hands it back.
 *
 * `pieces` are texts by name that outlive many changes of the rest: a store writes only those that are new or different, and drops
 * those that are gone.
 */
export type RuleState = Readonly<Record<string, unknown>> & { readonly pieces?: Readonly<Record<string, string>> };

/** The values in force for one patient that differ from the packs, by `rule.threshold`: { 'glucose.low.limit': 4.2 }. */
export type Limits = Readonly<Record<string, number>>;
