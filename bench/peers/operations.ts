import { INSTANCES } from '../sampleData.js';
import { PARAMETERS, type PlainTask } from '../workloads.js';
import { NEWEST_FIRST } from './rest.js';

const { W1, W2, W3, W5 } = PARAMETERS;

const list = (field: string, instance: string, project: string, count: number): string =>
  `${field}(instance: "${instance}", project: "${project}", order: "${NEWEST_FIRST}", perPage: ${count})`;

/** The tasks as operations of the hand-written graph. */
export const PEER_OPERATIONS: Readonly<Record<PlainTask, string>> = {
  W1: `{ ${INSTANCES.map((name) => `${name}: ${list('patches', name, W1.project, W1.count)} { ...Row }`).join('\n')} }
fragment Row on Patch { name state check submitter { name } series { name version total } }`,
  W2: `{ ${list('seriesList', W2.instance, W2.project, W2.count)} { id name patches {
  id name headers diff comments { date content submitter { name } } checks { context state } } } }`,
  W3: `{ ${list('patches', W3.instance, W3.project, W3.count)} { id
  submitter { name email user { username } }
  series { name version total receivedTotal coverLetter { name } }
  project { name linkName maintainers { username } } } }`,
  W5: `{ search(q: "${W5.words}", first: ${W5.count}) { instance id name date state submitter { name } } }`,
};
