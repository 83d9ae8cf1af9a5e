/** Starts the gateway as users do, and reports its memory. */
import '../processes/memoryCommands.js';

// Not earlier: this promise is pending until the gateway ends.
await import('../../src/cli.js');
