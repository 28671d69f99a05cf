// After the first visit the page works without a network.

/** Tells once everything is kept in this browser. */
export async function keepOffline(ready: () => void) {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register('./service-worker.js');
    await navigator.serviceWorker.ready;
    ready();
  } catch {
    // Some browsers allow none, as in private windows: the page works with a network then.
  }
}
