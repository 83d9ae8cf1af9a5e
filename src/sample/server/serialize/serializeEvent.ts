import type { EventRow } from '../SampleState.js';
import type { SampleRequest } from '../SampleRequest.js';
import {
  embeddedCheck,
  embeddedComment,
  embeddedCover,
  embeddedPatch,
  embeddedProject,
  embeddedSeries,
  embeddedUser,
  type JsonObject,
} from './embedded.js';

/** A row of `/events/` (`patchwork/api/event.py`). */
export function serializeEvent(request: SampleRequest, event: EventRow): JsonObject {
  const { store } = request;
  return {
    id: event.id,
    category: event.category,
    project: embeddedProject(request, store.projects.require(event.project)),
    date: event.date,
    actor: embeddedUser(request, store.users.get(event.actor)),
    payload: payloadOf(request, event),
  };
}

function payloadOf(request: SampleRequest, event: EventRow): JsonObject {
  const { store } = request;
  const patchRow = store.patches.get(event.patch);
  const seriesRow = store.series.get(event.series);
  const coverRow = store.covers.get(event.cover);
  const patch = patchRow === undefined ? null : embeddedPatch(request, patchRow);
  const series = seriesRow === undefined ? null : embeddedSeries(request, seriesRow);
  const cover = coverRow === undefined ? null : embeddedCover(request, coverRow);
  switch (event.category) {
    case 'cover-created':
      return { cover };
    case 'patch-created':
      return { patch };
    case 'patch-completed':
      return { patch, series };
    case 'series-created':
    case 'series-completed':
      return { series };
    case 'patch-state-changed':
      return {
        patch,
        previous_state: store.states.get(event.previous_state)?.slug ?? null,
        current_state: store.states.get(event.current_state)?.slug ?? null,
      };
    case 'patch-delegated':
      return {
        patch,
        previous_delegate: embeddedUser(request, store.users.get(event.previous_delegate)),
        current_delegate: embeddedUser(request, store.users.get(event.current_delegate)),
      };
    case 'patch-relation-changed':
      // Patchwork never reports the relations.
      return { patch, previous_relation: null, current_relation: null };
    case 'check-created': {
      const check = store.checks.get(event.check);
      return { patch, check: check === undefined ? null : embeddedCheck(request, check) };
    }
    case 'cover-comment-created': {
      const comment = store.coverComments.get(event.cover_comment);
      return { cover, comment: comment === undefined ? null : embeddedComment(request, comment) };
    }
    case 'patch-comment-created': {
      const comment = store.patchComments.get(event.patch_comment);
      return { patch, comment: comment === undefined ? null : embeddedComment(request, comment) };
    }
  }
}
