import { z } from 'zod';
import { flag } from './configValues.js';

/** Atom feeds; see docs/feeds.md. */
export const feeds = z
  .strictObject({
    enabled: flag().default(true).describe('whether Atom feeds are served below `/feeds/`'),
  })
  .readonly()
  .prefault({});
