import type { SampleState } from '../../src/sample/server/SampleState.js';

/** Texts of mails, people and administrators: without a space, right-to-left, in emoji, in markup. */
const NAMES = [
  'x'.repeat(300),
  `שלום${'א'.repeat(80)} \u202Emoc.elpmaxe\u202C مرحبا بالعالم`,
  `${'👩‍👩‍👧‍👦'.repeat(40)} e${'\u0301'.repeat(60)}`,
  '<img src=x onerror="document.title=1"> & <script>alert(1)</script> "quotes"',
  `${'many short words '.repeat(18)}end`,
] as const;

function nameOf(index: number, most = 300): string {
  return Array.from(NAMES[index % NAMES.length] ?? '')
    .slice(0, most)
    .join('');
}

/** The same data with names that stress the layout of a page. */
export function hostileState(state: SampleState): SampleState {
  return {
    ...state,
    projects: state.projects.map((row, at) => ({ ...row, name: nameOf(at) })),
    states: state.states.map((row, at) => ({ ...row, name: nameOf(at, 100) })),
    users: state.users.map((row, at) => ({ ...row, first_name: nameOf(at, 150), last_name: '' })),
    people: state.people.map((row, at) => ({ ...row, name: nameOf(at, 255) })),
    series: state.series.map((row, at) => ({ ...row, name: nameOf(at, 255) })),
    covers: state.covers.map((row, at) => ({ ...row, name: nameOf(at, 255) })),
    patches: state.patches.map((row, at) => ({ ...row, name: nameOf(at, 255) })),
    comments: state.comments.map((row, at) => ({
      ...row,
      content: `${nameOf(at)}\n> ${nameOf(at + 1)}\n\n${row.content}`,
    })),
    checks: state.checks.map((row, at) => ({
      ...row,
      context: `context-${'y'.repeat(240)}${at}`,
      description: nameOf(at),
    })),
  };
}
