type Given<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

/** The fields that have a value: what was not given is absent, and not there as undefined. */
export const given = <T extends object>(fields: T): Given<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>;
