/** A command of the driver, as received over the channel between the processes. */
interface Command {
  readonly id: number;
  readonly name: string;
  readonly argument?: unknown;
}

/** Handlers of commands, by name. */
export type CommandHandlers = Readonly<Record<string, (argument: unknown) => unknown>>;

/**
 * Answers the driver's commands. Several parts of a process may each answer their own; a command that
 * none of them handles is not answered.
 */
export function answerCommands(handlers: CommandHandlers): void {
  process.on('message', (message: unknown) => {
    if (!isCommand(message)) return;
    const { id, name, argument } = message;
    const handler = handlers[name];
    if (handler === undefined) return;
    Promise.resolve()
      .then(() => handler(argument))
      .then(
        (value) => process.send?.({ id, value }),
        (error: unknown) => process.send?.({ id, error: String(error) }),
      );
  });
}

/** Keeps the process alive, and reports that all handlers are registered: earlier commands would be lost. */
export function announceReady(): void {
  process.channel?.ref();
  process.send?.({ ready: true });
}

function isCommand(message: unknown): message is Command {
  return typeof message === 'object' && message !== null && 'id' in message && 'name' in message;
}
