import { Aedes } from 'aedes';
import mqtt from 'mqtt';
import { generate, type Packet } from 'mqtt-packet';
import { afterEach, describe, expect, it } from 'vitest';
import { createWebSocketStream } from 'ws';
import { createDecoder } from '../../../../src/decode/decode.ts';
import { serve, types } from './relay.ts';

const close: (() => unknown)[] = [];
afterEach(async () => {
	for (const each of close.splice(0).reverse()) await each();
});

it('reads the mqtt client talking to the aedes broker (3.1.1)', async () => {
	const broker = await Aedes.createBroker();
	close.push(() => new Promise<void>((resolve) => broker.close(resolve)));
	const relay = await serve((socket) => broker.handle(createWebSocketStream(socket)));
	close.push(relay.close);
	const client = await mqtt.connectAsync(`${relay.origin}/mqtt`, {
		clientId: 'me',
		will: { topic: 'gone', payload: Buffer.from('bye'), qos: 0, retain: false },
		reconnectPeriod: 0,
	});
	await client.subscribeAsync('room/+', { qos: 1 });
	const got = new Promise((resolve) => client.once('message', resolve));
	await client.publishAsync('room/1', '{"text":"hé"}', { qos: 2 });
	await got;
	await client.unsubscribeAsync('room/+');
	await client.endAsync();
	const seen = types(relay.frames);
	for (const type of [
		'→ CONNECT',
		'← CONNACK',
		'→ SUBSCRIBE',
		'← SUBACK',
		'→ PUBLISH room/1',
		'← PUBREC',
		'→ PUBREL',
		'← PUBCOMP',
		'← PUBLISH room/1',
		'→ PUBREC',
		'→ UNSUBSCRIBE',
		'← UNSUBACK',
		'→ DISCONNECT',
	])
		expect(seen).toContain(type);
	expect(relay.frames.filter(({ decoded }) => decoded.error !== undefined)).toEqual([]);
	expect(relay.decoder()?.protocol).toBe('mqtt');
	const find = (type: string) => relay.frames[seen.indexOf(type)]?.decoded;
	expect(find('→ CONNECT')?.value).toMatchObject({
		version: '3.1.1',
		clientId: 'me',
		will: { topic: 'gone' },
		keepAlive: 60,
	});
	expect(find('← SUBACK')).toMatchObject({
		replyTo: find('→ SUBSCRIBE')?.id,
		value: { reasons: ['granted QoS 1 (1)'] },
	});
	expect(find('← PUBREC')?.replyTo).toBe(find('→ PUBLISH room/1')?.id);
	expect(find('→ PUBLISH room/1')).toMatchObject({ preview: '{"text":"hé"}', value: { qos: 2 } });
	expect(find('→ PUBLISH room/1')?.layers[0]).toMatchObject({
		protocol: 'json',
		value: { text: 'hé' },
		path: 'payload',
	});
});

describe('MQTT 5 packets as mqtt-packet writes them', () => {
	const five = { protocolVersion: 5 };
	const connect: Packet = {
		cmd: 'connect',
		protocolId: 'MQTT',
		protocolVersion: 5,
		clean: true,
		clientId: 'five',
		keepalive: 30,
		username: 'u',
		password: Buffer.from('p'),
		properties: { sessionExpiryInterval: 60, userProperties: { a: ['1', '2'], b: '3' } },
	};
	const decoder = createDecoder({});
	const read = (packet: Packet, direction: 'in' | 'out') => {
		const data = Uint8Array.from(generate(packet, packet.cmd === 'connect' ? undefined : five));
		return decoder.decode({ direction, data });
	};

	it('are read with properties and reasons', () => {
		expect(read(connect, 'out')).toMatchObject({
			protocol: 'mqtt',
			value: {
				version: '5',
				username: 'u',
				properties: {
					sessionExpiryInterval: 60,
					userProperties: [
						['a', '1'],
						['a', '2'],
						['b', '3'],
					],
				},
			},
		});
		expect(
			read(
				{
					cmd: 'connack',
					reasonCode: 0,
					sessionPresent: false,
					properties: { topicAliasMaximum: 5, receiveMaximum: 9 },
				},
				'in',
			),
		).toMatchObject({
			replyTo: 'connect',
			value: { reason: 'success (0)', properties: { topicAliasMaximum: 5, receiveMaximum: 9 } },
		});
		expect(
			read(
				{
					cmd: 'publish',
					topic: 't',
					payload: 'x',
					qos: 1,
					messageId: 3,
					dup: false,
					retain: true,
					properties: { topicAlias: 2, contentType: 'text/plain', correlationData: Buffer.from([1]) },
				},
				'out',
			),
		).toMatchObject({
			type: 'PUBLISH t',
			id: 'publish 3',
			value: {
				retain: true,
				properties: { topicAlias: 2, contentType: 'text/plain', correlationData: Uint8Array.of(1) },
			},
		});
		expect(read({ cmd: 'puback', messageId: 3, reasonCode: 16 }, 'in')).toMatchObject({
			replyTo: 'publish 3',
			value: { reason: 'no matching subscribers (16)' },
		});
		expect(
			read(
				{
					cmd: 'subscribe',
					messageId: 4,
					subscriptions: [{ topic: 'a/#', qos: 2, nl: true, rap: false, rh: 1 }],
					properties: { subscriptionIdentifier: 300 },
				},
				'out',
			),
		).toMatchObject({
			preview: 'a/#',
			value: {
				filters: [{ filter: 'a/#', qos: 2, noLocal: true, retainHandling: 1 }],
				properties: { subscriptionIdentifier: [300] },
			},
		});
		expect(read({ cmd: 'disconnect', reasonCode: 142 }, 'in').value).toMatchObject({
			reason: 'session taken over (142)',
		});
		expect(read({ cmd: 'pingreq' }, 'out').id).toBe(read({ cmd: 'pingresp' }, 'in').replyTo);
	});

	it('are read when frames cut or join them', () => {
		const whole = generate(
			{ cmd: 'publish', topic: 'long/topic', payload: 'abc', qos: 0, dup: false, retain: false },
			five,
		);
		const first = decoder.decode({ direction: 'in', data: Uint8Array.from(whole.subarray(0, 5)) });
		expect(first).toMatchObject({ protocol: 'mqtt', type: 'part of a packet' });
		const rest = decoder.decode({
			direction: 'in',
			data: Uint8Array.from(Buffer.concat([whole.subarray(5), whole])),
		});
		expect(rest).toMatchObject({ type: '2 packets', error: undefined });
		expect(rest.layers.map((layer) => layer.type)).toEqual(['PUBLISH long/topic', 'PUBLISH long/topic']);
	});
});
