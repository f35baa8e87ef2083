/** Where this script was loaded from; in the one-file builds it is that file. */
export const address = import.meta.url;
