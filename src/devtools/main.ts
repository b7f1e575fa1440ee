import browser from 'webextension-polyfill';

/** Entry of the devtools page: adds the panel, nothing else. */
void browser.devtools.panels.create('Earshot', 'icons/earshot.svg', 'panel.html');
