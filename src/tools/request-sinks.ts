/** Sinks that go to a server: what is told of a request is its address and, where it is text, its body. */
import {
	at,
	type Keep,
	pending,
	prototypeOf,
	type Reached,
	readerOf,
	realm,
	replaceMethod,
} from './sink-parts.ts';
import { apply, dataOf, list, Table } from './toolbox.ts';
import { LONGEST, textWords, UNKNOWN } from './words.ts';

const linkOf = readerOf('HTMLAnchorElement', 'href');
const areaOf = readerOf('HTMLAreaElement', 'href');

export function watchRequests(reached: Reached, keep: Keep): void {
	keep(
		replaceMethod(realm.window, 'fetch', (native, self, args) => {
			const init = at(args, 1);
			const body = typeof init === 'object' && init !== null ? dataOf(init, 'body') : undefined;
			return reached('fetch', requestOf(at(args, 0), body)) ? pending() : apply(native, self, args);
		}),
	);
	const element = prototypeOf('HTMLElement');
	if (element)
		keep(
			replaceMethod(element, 'click', (native, self, args) => {
				// It may open a window, or load a file.
				const url = linkOf(self) ?? areaOf(self);
				return url && reached('href', textWords(url)) ? undefined : apply(native, self, args);
			}),
		);
	const navigator = prototypeOf('Navigator');
	if (navigator)
		keep(
			replaceMethod(navigator, 'sendBeacon', (native, self, args) =>
				reached('sendBeacon', requestOf(at(args, 0), at(args, 1))) ? true : apply(native, self, args),
			),
		);
	const xhr = prototypeOf('XMLHttpRequest');
	if (!xhr) return;
	// Where a request goes is said before it is sent.
	const addresses = new Table<object, unknown>();
	keep(
		replaceMethod(xhr, 'open', (native, self, args) => {
			const answer = apply(native, self, args);
			// It is a request: the native has taken it.
			addresses.set(self as object, at(args, 1));
			return answer;
		}),
	);
	keep(
		replaceMethod(xhr, 'send', (native, self, args) =>
			reached('XMLHttpRequest', requestOf(addresses.get(self as object) ?? '', at(args, 0)))
				? undefined
				: apply(native, self, args),
		),
	);
}

const requestOf = (address: unknown, body: unknown): string => {
	const text = bodyOf(body);
	return text === '' ? textWords(address) : `${textWords(address)} ${textWords(text)}`;
};

/** A body's text: of a form, its fields; of bytes and Blobs nothing. */
function bodyOf(body: unknown): string {
	if (typeof body !== 'object' || body === null) return typeof body === 'string' ? body : '';
	const forms = prototypeOf('FormData');
	const forEach = forms && dataOf(forms, 'forEach');
	let text = '';
	const add = (value: unknown, name: unknown): void => {
		if (typeof value === 'string' && text.length < LONGEST) text += `${text && '&'}${name}=${value}`;
	};
	try {
		apply(forEach as () => unknown, body, list(add));
		return text;
	} catch {
		const other = textWords(body);
		return other === UNKNOWN ? '' : other;
	}
}
