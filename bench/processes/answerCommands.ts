/** A command of the driver, as it comes over the channel between the processes. */
interface Command {
  readonly id: number;
  readonly name: string;
  readonly argument?: unknown;
}

/** Handlers of commands, by name. */
export type CommandHandlers = Readonly<Record<string, (argument: unknown) => unknown>>;

/**
 * Answers the driver's commands. Several parts of a process may each answer their own: what none of
 * them knows stays without an answer.
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

/** Keeps the process, and reports to the driver that all handlers are registered: a command before that would be lost. */
export function announceReady(): void {
  process.channel?.ref();
  process.send?.({ ready: true });
}

function isCommand(message: unknown): message is Command {
  return typeof message === 'object' && message !== null && 'id' in message && 'name' in message;
}
