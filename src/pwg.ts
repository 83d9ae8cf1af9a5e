#!/usr/bin/env node
import { requireNode } from './requireNode.js';

// All else is imported once Node.js is known to be recent enough.
if (requireNode('pwg')) {
  const { runProcess } = await import('./pwg/runProcess.js');
  await runProcess();
}
