import { text, type MakeQuery } from './makeQuery.js';

/** Events as they happen. */
export const liveEvents: MakeQuery = () => `# New patches, states and checks of all servers as they
# arrive. Run it, then stop it with the same button.
# "cursor" goes into "after" to continue where it ended;
# "gaps" reports events that may have been missed.
subscription LiveEvents {
  events(
    filter: {
      category: [
        PATCH_CREATED
        PATCH_STATE_CHANGED
        CHECK_CREATED
      ]
    }
  ) {
    cursor
    events {
      __typename
      date
      instance { name }
      ... on PatchCreatedEvent { patch { name } }
      ... on PatchStateChangedEvent {
        patch { name }
        previousState { slug }
        currentState { slug }
      }
      ... on CheckCreatedEvent {
        patch { name }
        check { context state }
      }
    }
    gaps { instance { name } reason }
    sources { instance status error { code message } }
  }
}`;

/** A patch as it changes. */
export const livePatch: MakeQuery = ({
  patch,
}) => `# A patch now, and again after each event about it: its
# state, delegate, checks and comments. Run it, then stop
# it with the same button.
subscription LivePatch {
  changed(ids: [${text(patch?.id ?? '')}]) {
    cursor
    node {
      ... on Patch {
        name
        state { slug }
        check
        delegate { username }
        archived
      }
    }
    events { category date }
    gaps { reason }
  }
}`;
