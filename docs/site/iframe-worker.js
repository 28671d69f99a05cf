// Search on a copy of the site on a disk: browsers start no worker from a file, so the worker's script runs in a frame. On a
// server this does nothing. The name is the one that the generator looks for, so that it loads none from another host.

if (location.protocol === 'file:') {
  window.Worker = class {
    onmessage = null;
    onerror = null;
    onmessageerror = null;
    #frame = document.createElement('iframe');
    #ready;

    constructor(address) {
      this.#frame.hidden = true;
      document.documentElement.append(this.#frame);
      const inside = this.#frame.contentWindow;
      inside.postMessage = (data) => setTimeout(() => this.onmessage?.({ data: structuredClone(data) }));
      const script = inside.document.createElement('script');
      script.src = new URL(address, location.href).href;
      this.#ready = new Promise((resolve) => {
        script.onload = resolve;
        script.onerror = (problem) => this.onerror?.(problem);
      });
      inside.document.documentElement.append(script);
    }

    postMessage(data) {
      const copy = structuredClone(data);
      this.#ready.then(() => this.#frame.contentWindow?.onmessage({ data: copy }));
    }

    terminate() {
      this.#frame.remove();
    }
  };
}
