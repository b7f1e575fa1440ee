/** Reason codes (MQTT 5, table 2-6). */
const reasons: { [code: number]: string } = {
	0: 'success',
	1: 'granted QoS 1',
	2: 'granted QoS 2',
	4: 'disconnect with will message',
	16: 'no matching subscribers',
	17: 'no subscription existed',
	24: 'continue authentication',
	25: 're-authenticate',
	128: 'unspecified error',
	129: 'malformed packet',
	130: 'protocol error',
	131: 'implementation specific error',
	132: 'unsupported protocol version',
	133: 'client identifier not valid',
	134: 'bad user name or password',
	135: 'not authorized',
	136: 'server unavailable',
	137: 'server busy',
	138: 'banned',
	139: 'server shutting down',
	140: 'bad authentication method',
	141: 'keep alive timeout',
	142: 'session taken over',
	143: 'topic filter invalid',
	144: 'topic name invalid',
	145: 'packet identifier in use',
	146: 'packet identifier not found',
	147: 'receive maximum exceeded',
	148: 'topic alias invalid',
	149: 'packet too large',
	150: 'message rate too high',
	151: 'quota exceeded',
	152: 'administrative action',
	153: 'payload format invalid',
	154: 'retain not supported',
	155: 'QoS not supported',
	156: 'use another server',
	157: 'server moved',
	158: 'shared subscriptions not supported',
	159: 'connection rate exceeded',
	160: 'maximum connect time',
	161: 'subscription identifiers not supported',
	162: 'wildcard subscriptions not supported',
};

/** Return codes of CONNACK before version 5 (MQTT 3.1.1, table 3.1). */
const oldConnack: { [code: number]: string } = {
	0: 'accepted',
	1: 'unacceptable protocol version',
	2: 'identifier rejected',
	3: 'server unavailable',
	4: 'bad user name or password',
	5: 'not authorized',
};

/** Name and number of a reason code in a packet; `CONNACK 3` stands for the versions before 5. */
export function reasonName(packet: string, code: number): string {
	if (packet === 'SUBACK' && code === 0) return 'granted QoS 0 (0)';
	if (packet === 'DISCONNECT' && code === 0) return 'normal disconnection (0)';
	const name = packet === 'CONNACK 3' ? oldConnack[code] : reasons[code];
	return name === undefined ? `unknown (${code})` : `${name} (${code})`;
}
