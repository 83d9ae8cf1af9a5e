/** A comparison can't be made; the message is one line that says why and, if it can, what would do. */
export class CompareError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CompareError';
  }
}
