import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
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

const project = new URL('../../', import.meta.url);

/** The recipes of the documentation as the page's examples: of each its task, and its first row. */
function recipes() {
  const name = 'virtual:recipes';
  const row = /^\| (`+)(.+?)\1 \| (`+)(.+?)\3 \|/m;
  const read = (file) => {
    const text = readFileSync(new URL(`docs/recipes/${file}`, project), 'utf8');
    const cells = row.exec(text.slice(text.indexOf('|---')));
    if (!cells) throw new Error(`docs/recipes/${file} has no row`);
    const [expression, record] = [cells[2], cells[4]].map((cell) => cell.replaceAll('\\|', '|'));
    return { name: file.replace('.md', ''), task: /^# (.*)/.exec(text)[1], words: /Other words: (.*)\./s.exec(text)[1], expression, record: JSON.parse(record) };
  };
  return {
    name: 'recipes',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load(id) {
      if (id !== `\0${name}`) return undefined;
      const all = readdirSync(new URL('docs/recipes/', project)).map(read).sort((a, b) => a.task.localeCompare(b.task, 'en'));
      return `export const recipes = ${JSON.stringify(all)};`;
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

/** What Cargo.toml says of the project: the site, where every function and every diagnostic has a page, is its homepage. */
const stated = (key) => new RegExp(`^${key} = "(.+)"$`, 'm').exec(readFileSync(new URL('Cargo.toml', project), 'utf8'))[1];

// Relative addresses, so that the page works in any folder of any host.
export default defineConfig({
  base: './',
  plugins: [recipes(), offline(), preload()],
  define: { __SITE__: JSON.stringify(stated('homepage')), __REPOSITORY__: JSON.stringify(stated('repository')) },
  worker: { format: 'es' },
  build: { target: 'es2022', outDir: '../dist', emptyOutDir: true, modulePreload: { polyfill: false } },
});
