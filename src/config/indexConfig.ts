import { z } from 'zod';
import { flag, integer, parseJsonText, positiveNumber, text } from './configValues.js';
import { DAY_SECONDS } from '../durations.js';

const PROJECT_LIST = 'a list of projects such as {instance: kernel, project: netdevbpf}';

const MAX_DAYS = 20_000;

/** The section `index`: the indexed parts of mails, and the location of the index. */
export const index = z
  .strictObject({
    enabled: flag().default(false).describe('whether texts of mails are indexed for search'),
    /** The file has mode 0600. `:memory:` is lost when the process ends. */
    path: text('the path of a file, or :memory:')
      .default('/var/lib/patchwork-graphql/index.db')
      .describe('path of the index with `engine: sqlite`; `:memory:` keeps it in memory'),
    engine: z
      .enum(['sqlite', 'postgres'], 'one of sqlite, postgres')
      .default('sqlite')
      .describe('`sqlite` (a file of this process) or `postgres` (shared by gateways)'),
    /** It may contain a password, so it is never logged. */
    url: z
      .string('an address such as postgres://user:password@127.0.0.1/patchwork_graphql')
      .regex(
        /^postgres(?:ql)?:\/\/\S+$/,
        'an address such as postgres://user:password@127.0.0.1/patchwork_graphql',
      )
      .optional()
      .describe('URL of the PostgreSQL database with `engine: postgres`'),
    requestsPerSecond: positiveNumber('a number of requests per second above 0')
      .default(0.5)
      .describe('maximum requests per second to each server to fill the index'),
    /** Texts beyond are cut, and the coverage counts such mails. */
    maxTextBytes: integer(1024, 64 * 1024 * 1024, 'bytes')
      .default(2_000_000)
      .describe('maximum size of the text of one mail that is indexed'),
    days: integer(1, MAX_DAYS)
      .default(400)
      .describe('days before today whose mails are indexed, unless the project sets its own'),
    /** Beyond it a source is PARTIAL, and the next page goes on. */
    queryTimeoutMs: integer(10, DAY_SECONDS, 'milliseconds')
      .default(250)
      .describe('time limit of one query of the index'),
    projects: z
      .preprocess(
        parseJsonText,
        z
          .array(
            z
              .strictObject(
                {
                  instance: text('the name of an instance').describe('name of the instance'),
                  project: text('the link name of a project').describe('link name of the project'),
                  days: integer(1, MAX_DAYS).optional().describe('overrides `index.days`'),
                  comments: flag().default(true).describe('whether comments are indexed'),
                },
                PROJECT_LIST,
              )
              .readonly(),
            PROJECT_LIST,
          )
          .readonly(),
      )
      .default([])
      .describe('projects whose mails are indexed'),
  })
  .refine(({ engine, url }) => engine !== 'postgres' || url !== undefined, {
    path: ['url'],
    error: 'the URL of a PostgreSQL database, since index.engine is postgres',
  })
  .readonly()
  .prefault({});
