import { fileURLToPath } from 'node:url';
import { PROGRAM_FOLDER } from '../../programFolder.js';

const FOLDER = new URL('sample/demo/fjord/', PROGRAM_FOLDER);

/** The section `review` of a configuration for the demo. */
export const DEMO_REVIEW = {
  mailmapFile: fileURLToPath(new URL('mailmap', FOLDER)),
  /** Replies to patches of Fjord, but is not a reviewer. */
  bots: ['bot+ci@fjord.example'],
} as const;

/** MAINTAINERS files of projects, by server and link name. */
export const DEMO_MAINTAINERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  basalt: { fjord: fileURLToPath(new URL('MAINTAINERS', FOLDER)) },
};
