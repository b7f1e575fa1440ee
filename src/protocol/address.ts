/** The address of a document or a script: what a fragment adds leads to a part of it. */
export const withoutFragment = (url: string): string => url.replace(/#.*$/s, '');
