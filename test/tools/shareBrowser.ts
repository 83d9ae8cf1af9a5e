/** Setup of each test file for pages: its tests share one browser process. */
import { afterAll } from 'vitest';
import { shareBrowsers } from './openBrowser.js';

afterAll(shareBrowsers());
