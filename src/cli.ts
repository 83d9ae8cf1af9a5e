#!/usr/bin/env node
import { requireNode } from './requireNode.js';

// All else is imported once Node.js is known to be recent enough.
if (requireNode('patchwork-graphql')) {
  const { keepNewSpace } = await import('./cli/heap.js');
  keepNewSpace();
  const { runProcess } = await import('./cli/runProcess.js');
  // Awaited: Node.js exits with 13 if nothing is left to run before a command has finished.
  await runProcess();
}
