// Where the dashboard lies on its host: at the root, or below a path, as this file's own address says.

/** The site's root as addresses begin: a slash alone, or /sld/. */
export const site = new URL('..', import.meta.url).pathname;

/** What the names of caches end with, which all sites of a host share. */
export const suffix = site === '/' ? '' : `:${site}`;
