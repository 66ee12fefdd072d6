/** `1 alert`, `2 alerts`: English needs it, Chinese does not. */
export const plural = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
