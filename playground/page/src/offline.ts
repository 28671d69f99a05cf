// After the first visit the page works without a network.

/** Calls `ready` once everything is cached in this browser. */
export async function keepOffline(ready: () => void) {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register('./service-worker.js');
    await navigator.serviceWorker.ready;
    ready();
  } catch {
    // Some browsers do not allow it, for example in private windows: then the page needs a network.
  }
}
