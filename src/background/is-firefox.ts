import browser from 'webextension-polyfill';

export const isFirefox = (): boolean => browser.runtime.getURL('').startsWith('moz-extension:');
