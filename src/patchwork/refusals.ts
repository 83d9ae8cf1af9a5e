/** Why Django REST framework refuses a caller (rest_framework/exceptions.py, authentication.py). */
export type CallerRefusal = 'NO_TOKEN' | 'BAD_TOKEN' | 'NO_PERMISSION';

const NO_TOKEN = 'Authentication credentials';
const BAD_TOKEN = /^(?:Invalid token|User inactive)/;

/** Reads the `detail` of a 401 or 403. Patchwork sends no 401, but a front end may. */
export function readCallerRefusal(detail: string | undefined): CallerRefusal {
  if (detail === undefined) return 'NO_PERMISSION';
  if (detail.startsWith(NO_TOKEN)) return 'NO_TOKEN';
  return BAD_TOKEN.test(detail) ? 'BAD_TOKEN' : 'NO_PERMISSION';
}
