import browser from 'webextension-polyfill';
import { grants } from '../src/protocol/handshake.ts';
import { followPreferences } from './follow-preferences.ts';
import { t } from './i18n.ts';

/** Entry of the page that asks for permissions where the devtools panel cannot: it says why, and asks in the click. */
await followPreferences();

function element<K extends keyof HTMLElementTagNameMap>(name: K, text: string): HTMLElementTagNameMap[K] {
	const made = document.createElement(name);
	made.textContent = text;
	return made;
}

const main = document.createElement('main');
main.className = 'asking';
const state = element('p', '');
state.setAttribute('role', 'status');
const button = element('button', t('allow'));
button.type = 'button';
button.className = 'button';
button.onclick = async () => {
	const isGiven = await browser.permissions.request({ permissions: [...grants] });
	state.textContent = t(isGiven ? 'permissionGiven' : 'permissionRefused');
	if (isGiven) button.disabled = true;
};
main.append(element('h1', t('handshakeAsk')), element('p', t('handshakeAskWhy')), button, state);
document.body.append(main);
