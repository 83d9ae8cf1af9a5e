#!/usr/bin/env node
import { requireNode } from './requireNode.js';

// All else is imported once Node.js is known to be recent enough.
if (requireNode('patchwork-graphql')) {
  void import('./cli/heap.js')
    .then(({ keepNewSpace }) => {
      keepNewSpace();
      return import('./cli/runProcess.js');
    })
    .then(({ runProcess }) => runProcess());
}
