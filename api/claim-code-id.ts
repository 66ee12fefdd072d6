/** Enough of the hash to tell codes apart, too little to go back from. */
export const codeId = (codeHash: string): string => codeHash.slice(0, 8);
