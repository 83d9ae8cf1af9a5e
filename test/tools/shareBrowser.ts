/** Set-up of each file of tests of pages: its tests share one process of the browser. */
import { afterAll } from 'vitest';
import { shareBrowsers } from './openBrowser.js';

afterAll(shareBrowsers());
