// The examples by task: the recipes of the documentation, each with a record that shows the effect. A test runs all of them.

import { recipes } from 'virtual:recipes';

export interface Example { name: string; task: string; words: string; expression: string; record: object }

export const gallery: Example[] = recipes;
