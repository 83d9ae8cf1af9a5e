#!/usr/bin/env node
import { requireNode } from './requireNode.js';

// All else is imported once Node.js is known to be recent enough.
if (requireNode('pwg')) {
  void import('./pwg/runProcess.js').then(({ runProcess }) => runProcess());
}
