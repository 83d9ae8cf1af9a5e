const NAME = 'patchwork-dashboard:reloaded';
/** A file that is missing again so soon after a reload is not one of an earlier release. */
const PAUSE_MS = 60_000;

/**
 * Reloads the page, because a file of it is gone: another release is served. Within a minute it does so once;
 * then the error of the file is shown.
 */
export function reloadOnce(): void {
  try {
    const last = Number(window.sessionStorage.getItem(NAME) ?? 0);
    if (Date.now() - last < PAUSE_MS) return;
    window.sessionStorage.setItem(NAME, String(Date.now()));
  } catch {
    // Without storage nothing would end the reloads.
    return;
  }
  location.reload();
}
