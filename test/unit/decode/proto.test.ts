import fc from 'fast-check';
import protobuf from 'protobufjs';
import { describe, expect, it, test } from 'vitest';
import { createDecoder } from '../../../src/decode/decode.ts';
import { parseProto } from '../../../src/decode/protobuf/parse-proto.ts';
import { readMessage } from '../../../src/decode/protobuf/read-message.ts';
import { type MessageType, ProtoProblem } from '../../../src/decode/protobuf/schema.ts';

const SHOP = `
// Orders of the shop.
syntax = "proto3";
package shop.v1;
import "google/protobuf/timestamp.proto";
option java_package = "test.shop";

message Order {
	reserved 2, 15, 9 to 11;
	reserved "old";
	string id = 1;
	repeated Item items = 3;
	Status status = 4 [deprecated = true, (my.option) = { a: 1 }];
	map<string, int32> stock = 5;
	map<int64, Item> by_number = 6;
	oneof payment { string card = 7; bytes voucher = 8; }
	google.protobuf.Timestamp at = 12;
	repeated sint32 corrections = 13;
	repeated fixed64 marks = 14 [packed = false];
	double total = 16; float tax = 17; bool paid = 18;
	int64 big = 19; uint64 huge = 20; sint64 below = 21; fixed32 f = 22; sfixed32 g = 23; sfixed64 h = 24;
	uint32 u = 25; int32 n = 26; /* the last */
	Order next = 27;
	repeated Status history = 28;
	message Item { string name = 1; .shop.v1.Order.Item part = 2; enum Kind { A = 0; B = 1; } Kind kind = 3; }
}
enum Status { option allow_alias = true; NEW = 0; FRESH = 0; SENT = 1; LOST = -1; }
service Shop { rpc Buy (Order) returns (stream Order) { option (google.api.http) = { post: "/buy" }; } }
`;

const typeOf = (text: string, name: string): MessageType => {
	const type = parseProto(text).get(name);
	if (!type) throw new Error(`No ${name}`);
	return type;
};

const plain = (value: unknown): unknown => {
	if (value instanceof Map) return Object.fromEntries([...value].map(([key, item]) => [key, plain(item)]));
	if (value instanceof Uint8Array) return [...value];
	if (Array.isArray(value)) return value.map(plain);
	if (typeof value === 'bigint') return String(value);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
};

describe('messages by a .proto file', () => {
	const root = protobuf.parse(SHOP.replace(/import[^;]*;/, ''), { keepCase: true }).root;
	root
		.define('google.protobuf')
		.add(
			new protobuf.Type('Timestamp')
				.add(new protobuf.Field('seconds', 1, 'int64'))
				.add(new protobuf.Field('nanos', 2, 'int32')),
		);
	const theirs = root.lookupType('shop.v1.Order');
	const ours = typeOf(SHOP, 'shop.v1.Order');

	it('are what protobufjs wrote', () => {
		const text = fc.string({ unit: 'grapheme', maxLength: 8 });
		const item = fc.record({ name: text, kind: fc.constantFrom(0, 1) }, { requiredKeys: [] });
		const int32 = fc.integer();
		const order = fc.record(
			{
				id: text,
				items: fc.array(item, { maxLength: 3 }),
				status: fc.constantFrom(-1, 0, 1, 7),
				stock: fc.dictionary(text, int32, { maxKeys: 3 }),
				voucher: fc.uint8Array({ maxLength: 9 }),
				at: fc.record({ seconds: fc.integer(), nanos: fc.nat() }),
				corrections: fc.array(int32, { maxLength: 4 }),
				marks: fc.array(fc.nat(), { maxLength: 3 }),
				total: fc.double({ noNaN: true }),
				tax: fc.float({ noNaN: true }),
				paid: fc.boolean(),
				big: fc.maxSafeInteger(),
				below: fc.maxSafeInteger(),
				f: fc.nat(),
				g: int32,
				u: fc.nat(),
				n: int32,
				history: fc.array(fc.constantFrom(0, 1), { maxLength: 3 }),
			},
			{ requiredKeys: [] },
		);
		fc.assert(
			fc.property(order, (fields) => {
				const bytes = theirs.encode(theirs.fromObject(fields)).finish();
				const read = readMessage(Uint8Array.from(bytes), ours);
				expect(read.error).toBeUndefined();
				expect(read.misfits).toEqual([]);
				const told = theirs.toObject(theirs.decode(bytes), { enums: String, longs: Number, arrays: false });
				// Of two names of a number, protobufjs takes the other.
				const same = (value: unknown): string =>
					JSON.stringify(plain(value), (_, item: unknown) => {
						if (item === 'FRESH') return 'NEW';
						if (Object.is(item, -0)) return 0;
						return Array.isArray(item) || typeof item !== 'object' || item === null
							? item
							: Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
					});
				expect(same(read.value)).toBe(same(told));
			}),
			{ numRuns: 300 },
		);
	});

	it('are read on both ways by the types chosen', () => {
		const proto = { text: SHOP, in: 'shop.v1.Order', out: 'shop.v1.Order.Item' };
		const decoder = createDecoder({ override: 'protobuf', proto });
		const item = Uint8Array.from(
			root.lookupType('shop.v1.Order.Item').encode({ name: 'kettle', kind: 1 }).finish(),
		);
		expect(decoder.decode({ direction: 'out', data: item })).toMatchObject({
			protocol: 'protobuf',
			type: 'shop.v1.Order.Item',
			value: { name: 'kettle', kind: 'B' },
			error: undefined,
		});
		const { value, error } = decoder.decode({
			direction: 'in',
			data: Uint8Array.of(0x0a, 1, 97, 0x2a, 0, 0x50, 5),
		});
		expect(value).toEqual({ id: 'a', stock: new Map([['', undefined]]), 10: 5 });
		expect(error).toContain('10');
	});

	it('are told as far as they go where they are cut short', () => {
		const read = readMessage(Uint8Array.of(0x0a, 1, 97, 0x1a, 9, 0x0a), ours);
		expect(read).toMatchObject({ value: { id: 'a' }, error: expect.stringContaining('Cut short') });
	});

	it('may have groups, and fields of files that are not there', () => {
		const text = `syntax = "proto2"; import "other.proto";
			message Old { repeated group Part = 1 { required int32 n = 2; } optional other.Thing thing = 3;
			extensions 100 to max; extend Old { optional string more = 100; } }`;
		const bytes = Uint8Array.of(0x0b, 0x10, 5, 0x0c, 0x0b, 0x10, 6, 0x0c, 0x1a, 2, 8, 1);
		const { value, misfits } = readMessage(bytes, typeOf(text, 'Old'));
		expect(value).toEqual({ part: [{ n: 5 }, { n: 6 }], thing: { 1: 1 } });
		expect(misfits).toEqual([]);
	});

	it('never throw and never hang, whatever the bytes', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
				readMessage(bytes, ours);
			}),
			{ numRuns: 2_000 },
		);
		const nested = new Uint8Array(60_000).map((_, at) => (at % 3 === 0 ? 0xda : at % 3 === 1 ? 0x01 : 0x7f));
		const began = performance.now();
		readMessage(nested, ours);
		readMessage(new Uint8Array(1_000_000).fill(0x0b), ours);
		expect(performance.now() - began).toBeLessThan(3_000);
	});
});

test.each([
	['message A { string a = 1 }', 'unexpected', 1, '}'],
	['message A {\n string a;\n}', 'unexpected', 2, ';'],
	['message A {\n\n string a = 0;\n}', 'number', 3, '0'],
	['message A {\n string a = 1;\n string b = 1;\n}', 'number_twice', 3, '1'],
	['message A {\n Missing m = 1;\n}', 'type', 2, 'Missing'],
	['message A {}\nmessage A {}', 'name_twice', 2, 'A'],
	['message A {\n /* never', 'open_comment', 2, ''],
	['message A {\n string a = 1 [x = "never];\n}', 'open_text', 2, ''],
	['message A {', 'unexpected', 1, ''],
	['syntax = "proto3";', 'no_message', 1, ''],
	['{"not": "proto"}', 'unexpected', 1, '{'],
	['message A { map<Order, string> a = 1; }', 'unexpected', 1, ','],
	[Array.from({ length: 100 }, (_, at) => `message A${at} {`).join(''), 'unexpected', 1, undefined],
])('of what is wrong with %j the line is told', (text, code, line, word) => {
	try {
		parseProto(text);
		expect.unreachable();
	} catch (problem) {
		if (!(problem instanceof ProtoProblem)) throw problem;
		expect(problem.code).toBe(code);
		expect(problem.line).toBe(line);
		if (word !== undefined) expect(problem.word).toBe(word);
	}
});

it('reads any text as a .proto file or says what is wrong', () => {
	const words = fc.constantFrom(
		...[
			'message',
			'enum',
			'A',
			'B',
			'{',
			'}',
			';',
			'=',
			'1',
			'string',
			'map',
			'<',
			'>',
			',',
			'oneof',
			'"x"',
			'.',
			'\n',
		],
		...['repeated', 'group', 'extend', 'option', '[', ']', '(', ')', 'package', 'import', '/*', '//', "'"],
	);
	fc.assert(
		fc.property(fc.array(words, { maxLength: 40 }), (parts) => {
			try {
				parseProto(parts.join(' '));
			} catch (problem) {
				expect(problem).toBeInstanceOf(ProtoProblem);
			}
		}),
		{ numRuns: 3_000 },
	);
});
