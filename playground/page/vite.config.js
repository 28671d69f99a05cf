import { defineConfig } from 'vite';

// Relative addresses, so that the page works in any folder of any host.
export default defineConfig({
  base: './',
  worker: { format: 'es' },
  build: { target: 'es2022', outDir: '../dist', emptyOutDir: true, modulePreload: { polyfill: false } },
});
