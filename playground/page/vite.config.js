import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { defineConfig } from 'vite';

/** Writes the service worker with the names of all files of the build. */
function offline() {
  return {
    name: 'offline',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const still = ['icon.svg', 'manifest.webmanifest'];
      const files = ['./', ...Object.keys(bundle).filter((name) => name !== 'index.html'), ...still];
      const stamp = createHash('sha256');
      for (const made of Object.values(bundle)) stamp.update(made.type === 'chunk' ? made.code : made.source);
      for (const name of still) stamp.update(readFileSync(new URL(`public/${name}`, import.meta.url)));
      const source = readFileSync(new URL('service-worker.js', import.meta.url), 'utf8')
        .replace('__STAMP__', `attrflow-${stamp.digest('hex').slice(0, 16)}`)
        .replace('__FILES__', JSON.stringify(files));
      this.emitFile({ type: 'asset', fileName: 'service-worker.js', source });
    },
  };
}

/** The page fetches its engine at once, and not only when the worker has started. */
function preload() {
  return {
    name: 'preload',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const first = readFileSync(new URL('src/engine/engine_bg.wasm', import.meta.url)).length;
        const engine = Object.values(bundle).find((made) => made.fileName.endsWith('.wasm') && made.source?.length === first);
        return engine ? [{ tag: 'link', attrs: { rel: 'preload', as: 'fetch', crossorigin: '', href: `./${engine.fileName}` }, injectTo: 'head' }] : [];
      },
    },
  };
}

const repository = /^repository = "(.+)"$/m.exec(readFileSync(new URL('../../Cargo.toml', import.meta.url), 'utf8'))[1];

// Relative addresses, so that the page works in any folder of any host.
export default defineConfig({
  base: './',
  plugins: [offline(), preload()],
  define: { __REPOSITORY__: JSON.stringify(repository) },
  worker: { format: 'es' },
  build: { target: 'es2022', outDir: '../dist', emptyOutDir: true, modulePreload: { polyfill: false } },
});
