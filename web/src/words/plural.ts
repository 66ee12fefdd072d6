/** `1 alert`, `2,000 alerts`: English needs it, Chinese does not. */
export const plural = (n: number, one: string, many = `${one}s`): string => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
