/** The database file cannot be used as it is. The message is one sentence for whoever runs the server, and says what to do. */
export class DatabaseRefused extends Error {
  override readonly name = 'DatabaseRefused';
}
