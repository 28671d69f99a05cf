// Copies the resources that were written for the page into the package. The copies are not committed.

import { copyFileSync } from 'node:fs';

const [from, to] = ['../page/src/engine/', './engine/'].map((path) => new URL(path, import.meta.url));
copyFileSync(new URL('resources.json', from), new URL('resources.json', to));
