import { describe, expect, it } from 'vitest';
import type { DocumentInfo } from '../../../src/protocol/envelope.ts';
import type { SourceRef } from '../../../src/protocol/event.ts';
import { Documents } from '../../../src/session/documents.ts';

/** Documents introduced one after the other at 0, 1, 2 …; named by their tokens. */
function documentsOf(...infos: (Partial<DocumentInfo> & { token: string; endedAt?: number })[]): Documents {
	const documents = new Documents();
	for (const [index, { endedAt, ...info }] of infos.entries()) {
		const record = documents.add(info.token, index);
		documents.introduce(record, {
			tabId: 1,
			frameId: index,
			url: `https://${info.token}.example/`,
			origin: `https://${info.token}.example`,
			title: '',
			opener: false,
			hooked: 'at-start',
			startedAt: index,
			...info,
		});
		record.endedAt = endedAt;
	}
	return documents;
}

const top = { token: 'top', path: '' };

describe('Documents.resolve', () => {
	const resolve = (documents: Documents, source: SourceRef, time = 10, origin?: string) => {
		const receiver = documents.find('top');
		if (!receiver) throw new Error('no receiver');
		return documents.resolve(source, receiver, time, origin)?.token;
	};

	it.each<[string, SourceRef, string | undefined]>([
		['the receiver itself', { relation: 'self' }, 'top'],
		['by path', { relation: 'child', path: '0' }, 'frame'],
		['by token, whatever the relation', { relation: 'other', token: 'frame' }, 'frame'],
		['by token, rather than by path', { relation: 'child', path: '', token: 'frame' }, 'frame'],
		['by the id of the frame', { relation: 'child', frame: 1 }, 'frame'],
		['not by the id 0 of another tab', { relation: 'popup', frame: 0 }, undefined],
		['not by the path in another tab', { relation: 'opener', path: '' }, undefined],
		['not by an unknown token', { relation: 'child', path: '0', token: 'gone' }, undefined],
		['not by nothing', { relation: 'child' }, undefined],
	])('finds %s', (_case, source, found) => {
		expect(resolve(documentsOf(top, { token: 'frame', path: '0' }), source)).toBe(found);
	});

	it('takes the document that was in the frame at that time', () => {
		const documents = documentsOf(
			top,
			{ token: 'before', frameId: 5, path: '0', endedAt: 3 },
			{ token: 'after', frameId: 5, path: '0', startedAt: 4 },
		);
		for (const source of [
			{ relation: 'child', path: '0' },
			{ relation: 'child', frame: 5 },
		] as const) {
			expect(resolve(documents, source, 2)).toBe('before');
			expect(resolve(documents, source, 5)).toBe('after');
		}
		expect(documents.arePlacesUnique).toBe(false);
	});

	it('tells a frame in shadow DOM by its origin where no other such frame has it', () => {
		const one = documentsOf(
			top,
			{ token: 'a' },
			{ token: 'b' },
			{ token: 'shown', path: '0', origin: 'https://a.example' },
		);
		expect(resolve(one, { relation: 'child' }, 10, 'https://a.example')).toBe('a');
		expect(resolve(one, { relation: 'child' }, 10, 'https://c.example')).toBeUndefined();
		expect(resolve(one, { relation: 'popup' }, 10, 'https://a.example')).toBeUndefined();
		expect(one.arePlacesUnique).toBe(false);
		const two = documentsOf(top, { token: 'a' }, { token: 'b', origin: 'https://a.example' });
		expect(resolve(two, { relation: 'child' }, 10, 'https://a.example')).toBeUndefined();
	});

	it('forgets the places of documents that it forgets, and those that they left', () => {
		const documents = documentsOf(top, { token: 'frame', path: '0', frameId: 7 });
		const frame = documents.find('frame');
		if (!frame?.info) throw new Error('no frame');
		documents.introduce(frame, { ...frame.info, path: '1' });
		expect(resolve(documents, { relation: 'child', path: '0' })).toBeUndefined();
		expect(resolve(documents, { relation: 'child', path: '1' })).toBe('frame');
		documents.remove(frame);
		expect(resolve(documents, { relation: 'child', path: '1' })).toBeUndefined();
		expect(resolve(documents, { relation: 'child', frame: 7 })).toBeUndefined();
		expect(documents.arePlacesUnique).toBe(true);
	});
});
