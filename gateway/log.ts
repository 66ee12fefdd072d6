/** Where the gateway says what it does. Never a reading, never a secret. */
export interface Log {
  info(about: object, said: string): void;
  warn(about: object, said: string): void;
}
