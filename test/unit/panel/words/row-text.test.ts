import { expect, it, vi } from 'vitest';
import { rowText } from '../../../../panel/views/timeline/row-text.ts';
import { Session } from '../../../../src/session/session.ts';
import { documentInfo, message, text } from '../../session/events.ts';

vi.mock('webextension-polyfill', () => ({ default: {} }));

it.each([
	['', '""'],
	['  ', '"  "'],
	['\n\t', '"\\n\\t"'],
	[' a ', ' a '],
	['x'.repeat(300), 'x'.repeat(200)],
])('shows the text %j as %s: none looks like nothing', (data, shown) => {
	const session = new Session();
	session.introduce(documentInfo(), 900);
	session.addBatch('top', 1, JSON.stringify([message(1, { data: text(data) })]), 1_000);
	expect(rowText(session, 0).preview).toBe(shown);
});
