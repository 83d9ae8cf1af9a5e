/** The gateway as users start it, with its memory reported. */
import '../processes/memoryCommands.js';

// Not before: it goes on until the gateway ends.
await import('../../src/cli.js');
