// What the build puts in: see vite.config.js.

declare module 'virtual:recipes' {
  export const recipes: { name: string; task: string; words: string; expression: string; record: object }[];
}

/** The address of the site, without a slash at its end. */
declare const __SITE__: string;
