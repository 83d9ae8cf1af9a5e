/** The document of a webhook cannot be subscribed to. Its message holds no secrets. */
export class HookRefusedError extends Error {
  override readonly name = 'HookRefusedError';
}
