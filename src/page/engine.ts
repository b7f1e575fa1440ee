/** Where the two engines differ and a page can notice which of them the hook took for granted. */
export const IS_FIREFOX = 'mozInnerScreenX' in window;
