import { mergedIn } from '../syntax/merged-in.ts';
import type { Node } from '../syntax/node.ts';
import {
	ATTACKER,
	constant,
	DATA,
	depsOf,
	EVENT,
	isNullish,
	isOrigin,
	type ObjectValue,
	OPAQUE,
	ORIGIN,
	PICKED,
	SELF,
	type Symbolic,
	type Term,
	UNDEFINED,
	type Value,
} from '../value/value.ts';
import { borrowed } from './borrowed.ts';
import { memberOfFound } from './by-sender.ts';
import { methodsLike } from './callees.ts';
import { memberOfError } from './errors.ts';
import { eventMember } from './event-member.ts';
import { exportOfOther } from './exports.ts';
import { isIteratorKey, iteratorMaker } from './iterators.ts';
import { IN_EVERY_ORIGIN, partOfLink, partOfSender } from './links.ts';
import { enteredUnder, lengthOf, setItem, writtenByAddress } from './lists.ts';
import { lookUp } from './look-up.ts';
import type { Machine } from './machine.ts';
import { isChosen } from './outcomes.ts';
import { pollutes } from './polluting.ts';
import { askedOfProxy } from './proxies.ts';
import { sinkOfProperty } from './sinks.ts';
import { isOpenMember, isOpenObject, isPlaceholder, standIn } from './stand-ins.ts';
import { staticMember } from './static-member.ts';
import { madeOfEvent } from './unresolved.ts';
import { keep } from './variables.ts';
import { fromPorts, isDomWrite, isOwnMade, setAfterMaking } from './written-objects.ts';

/** Members of a window that are the window. */
const OF_ITSELF = /^(window|self|frames)$/;

/** Parts of the page's address, which are texts. */
const OF_ADDRESS = /^(location\.(origin|host|hostname|href|protocol|port|pathname)|origin|document\.domain)$/;

/** Reads a property. */
export function get(m: Machine, object: Value, key: Value, site: Node): Value {
	const name = key.t === 'constant' ? String(key.value) : undefined;
	const part = object.t === 'term' && name !== undefined ? partOfLink(m, object, name, site) : undefined;
	const written = part ?? m.run.properties.get(m.values, object, key);
	if (written) return written;
	const asked = name === undefined ? askedOfProxy(m, object, key, 'get', site) : undefined;
	if (asked) return 'answer' in asked ? asked.answer : get(m, asked.target, key, site);
	if (isIteratorKey(key) && !isNullish(object)) return iteratorMaker(m, object, site);
	switch (object.t) {
		case 'constant':
			return typeof object.value === 'string' ? textMember(m, object, key, name) : UNDEFINED;
		case 'regex':
			return name === 'source'
				? constant(object.source)
				: name === 'flags'
					? constant(object.flags)
					: UNDEFINED;
		case 'function':
			if (name === 'prototype') return m.values.symbol({ name: 'prototype', kind: 'property' }, OPAQUE);
			return (
				(name !== undefined && (object.props?.get(name) ?? staticMember(m, object, name))) ||
				m.values.symbol({ name: `${m.text(object.node).slice(0, 20)}.${name}`, kind: 'property' }, OPAQUE)
			);
		case 'object':
			return objectMember(m, object, key, name, site);
		case 'term':
			return termMember(m, object, key, name, site);
	}
}

function textMember(
	m: Machine,
	object: Value & { t: 'constant' },
	key: Value,
	name: string | undefined,
): Value {
	if (name === undefined) return m.values.term('get', [object, key]);
	const text = String(object.value);
	if (name === 'length') return constant(text.length);
	return borrowed(m, name, 'text') ?? constant(/^\d+$/.test(name) ? text[Number(name)] : undefined);
}

function objectMember(
	m: Machine,
	object: Value & { t: 'object' },
	key: Value,
	name: string | undefined,
	site: Node,
): Value {
	if (name === undefined) return lookUp(m, object, key, site);
	const asked = object.global === undefined ? undefined : m.live(`${object.global}.${name}`);
	if (asked) return asked;
	const getter = object.getters?.get(name);
	if (getter) return m.invoke(getter, object, [], site, 'used');
	const first = object.props.get(name);
	const own =
		object.kind === 'instance' && first?.t === 'object' && !first.fresh ? m.collected(name, first) : first;
	const isSure = object.settled || object.fresh || (own && own.t !== 'constant');
	if (own && isSure) return standIn(m, object, name, own, site) ?? own;
	const mayChange = object.kind === 'object' || (object.kind === 'instance' && own !== undefined);
	if (mayChange && !object.fresh && !object.settled && !/^\*/.test(name)) {
		const later = laterValues(m, object, name, own, site);
		if (later) return later;
	}
	const written = own && writtenByAddress(m, object, name, own, site);
	if (written) return written;
	if (own) return standIn(m, object, name, own, site) ?? own;
	if (name === '*element' || name === '*key') {
		return (
			object.items[0] ??
			m.values.symbol({ name: 'element', kind: 'element', node: site }, OPAQUE | depsOf(object))
		);
	}
	if (object.kind === 'array' || object.kind === 'set') {
		if (name === 'length' || name === 'size') return lengthOf(m, object, key, site);
		const item = /^\d+$/.test(name) ? object.items[Number(name)] : undefined;
		if (item)
			return (
				(item.t === 'function' && isPlaceholder(item) && laterValues(m, object, name, item, site)) || item
			);
	}
	if (object.kind === 'instance' && object.of) {
		const ofClass = m.run.static ? undefined : m.getterNamed(object, name);
		if (ofClass) return m.invoke(ofClass, object, [], site, 'used');
		const found = m.methodNamed(object, name)[0];
		if (found) return found;
	}
	const other =
		enteredUnder(m, object, name, site) ?? borrowed(m, name, object.kind === 'array' ? 'list' : 'object');
	if (other || !object.open) return other ?? UNDEFINED;
	const label = object.kind === 'instance' && object.deps & ORIGIN ? `${name}@${object.id}` : name;
	return m.values.symbol(
		{ name: label, kind: 'property', node: site, possible: () => methodsLike(m, object, name, site) },
		OPAQUE | object.deps,
	);
}

/** A property of an object of the script's own that is set elsewhere: its value is not the first one for certain. */
function laterValues(
	m: Machine,
	object: ObjectValue,
	name: string,
	own: Value | undefined,
	site: Node,
): Value | undefined {
	const places =
		object.kind === 'instance'
			? setAfterMaking(m, object, name)
			: [...m.assignmentsTo(name), ...mergedIn(m.index, name)];
	if (places.length === 0) return undefined;
	const entered = object.kind === 'object' && !object.fresh ? object.entries.map(([, value]) => value) : [];
	const possible = () => [...(own ? [own] : []), ...entered, ...m.propertyValues(object, name)];
	const global = object.global === undefined ? undefined : `${object.global}.${name}`;
	const openTo = () => isOpenObject(m, object);
	return m.values.symbol(
		{ name, kind: 'property', node: site, possible, givenAt: () => places, global, openTo },
		OPAQUE,
	);
}

function termMember(m: Machine, object: Term, key: Value, name: string | undefined, site: Node): Value {
	if (object.op === 'event') return eventMember(m, object, key, name, site);
	if (object.op === 'source' && name !== undefined && OF_ITSELF.test(name)) return object;
	if (object.op === 'window' && name !== undefined) return m.run.globals.get(name) ?? m.global(name);
	const ofRecord = name === undefined ? undefined : memberOfFound(m, object, name);
	if (ofRecord) return ofRecord;
	if (object.deps & DATA) m.run.firstRead ??= site;
	if (object.symbol) return symbolMember(m, object, key, name, site);
	if (name === undefined)
		return object.deps & (DATA | ORIGIN)
			? m.values.term('lookup', [object, key])
			: lookUp(m, object, key, site);
	if (object.op === 'url' && object.deps & SELF && /^(search|searchParams|hash|href|pathname)$/.test(name)) {
		return m.values.term('get', [object, key], ATTACKER);
	}
	const isOfOrigin = (object.op === 'url' || object.op === 'link-url') && isOrigin(object.args[0]);
	const own = partOfSender(m, object, name, site);
	if (own) return own;
	const fixed = isOfOrigin && object.args.length === 1 ? IN_EVERY_ORIGIN[name] : undefined;
	return fixed === undefined ? m.values.term('get', [object, key]) : constant(fixed);
}

/** The event, where that is all that the script gives a function. */
function onlyEvent({ symbol }: Term): Term | undefined {
	const given = symbol?.kind === 'parameter' ? (symbol.possible?.() ?? []) : [];
	const events = given.filter((one): one is Term => one.t === 'term' && one.op === 'event');
	return events.length === given.length ? events[0] : undefined;
}

function symbolMember(m: Machine, object: Term, key: Value, name: string | undefined, site: Node): Value {
	const event = m.run.static ? onlyEvent(object) : undefined;
	if (event) return eventMember(m, event, key, name, site);
	const symbol = object.symbol;
	if (name === undefined || !symbol) return lookUp(m, object, key, site);
	if (symbol.inEvent) return eventMember(m, object, key, name, site);
	if (object.deps & SELF && OF_ADDRESS.test(symbol.name) && /^(length|\d+)$/.test(name))
		return m.values.term('get', [object, key]);
	if (symbol.kind === 'global' && name !== '*element') return m.global(`${symbol.name}.${name}`);
	const given = memberOfError(m, object, name) ?? exportOfOther(m, object, name, site);
	if (given) return given;
	// Two calls with different arguments do not give the same: what is made of them is told apart.
	const own =
		symbol.kind === 'result' && object.args.length > 1
			? `${symbol.name}@${object.key.slice(1)}`
			: symbol.name;
	const ofChosen = () =>
		(symbol.possible?.() ?? []).filter((one) => isChosen(one)).map((one) => m.get(one, key, site));
	if (name === '*element' || /^\d+$/.test(name)) {
		const at = name === '*element' ? '' : `@${name}`;
		const possible = () => [...itemsOf(symbol), ...ofChosen()];
		return m.values.symbol(
			{ name: `${own}[…]${at}`, kind: 'element', node: site, possible },
			object.deps | OPAQUE,
		);
	}
	const global = symbol.global === undefined ? undefined : `${symbol.global}.${name}`;
	const asked = global === undefined ? undefined : m.live(global);
	if (asked) return asked;
	const possible = () => [...m.propertyValues(object, name), ...ofChosen()];
	const givenAt = () => m.propertyNodes(object, name);
	const { byOthers: others } = symbol;
	// What others give may lack it, unless the script itself fills it in.
	const byOthers = others && (() => others() && m.assignmentsTo(name).length === 0);
	const openTo = () => isOpenMember(m, symbol, name);
	const direct = m.directProperty(object, name);
	if (direct) return direct;
	const made: Symbolic = {
		name: `${own}.${name}`,
		kind: 'property',
		node: site,
		possible,
		givenAt,
		global,
		byOthers,
		openTo,
	};
	if (symbol.kind === 'import' || symbol.isOfImport) made.isOfImport = true;
	return m.values.symbol(made, (object.deps & ~EVENT) | OPAQUE);
}

/** What the lists that a setting may be hold. */
function itemsOf(symbol: Symbolic): Value[] {
	return (symbol.possible?.() ?? []).flatMap((one) => (one.t === 'object' ? one.items.slice(0, 8) : []));
}

/** Writes a property. */
export function set(m: Machine, object: Value, key: Value, value: Value, site: Node): void {
	const name = key.t === 'constant' ? String(key.value) : undefined;
	if (object.t === 'object' && object.fresh) {
		if (name === undefined) object.open = true;
		else if (object.kind === 'array' && /^\d+$/.test(name)) setItem(object, Number(name), value);
		else object.props.set(name, value);
		if (name === undefined) object.deps |= depsOf(value);
		return;
	}
	if (object.t === 'function') {
		object.props ??= new Map();
		if (name !== undefined) object.props.set(name, value);
	}
	const isData =
		object.t === 'term' &&
		(object.op === 'event' || (object.deps & DATA && object.op !== 'ports' && !(object.deps & OPAQUE)));
	m.run.properties.set(m.values, object, key, value);
	if (object.t === 'object' && name === undefined && depsOf(value) & OPAQUE) object.mixed = true;
	if (m.run.static) return;
	if (isData && !fromPorts(object)) {
		if (pollutes(m, object, key)) m.run.use('prototype', site, { tainted: true });
		return;
	}
	if (isOwnMade(m, object)) return;
	if (object.t === 'term' && object.op === 'window' && name !== undefined) m.run.globals.set(name, value);
	if (fromPorts(object)) {
		m.run.use('state', site, { tainted: true });
		return;
	}
	const deps = depsOf(value);
	if (object.t === 'term' && object.op === 'link' && name === 'href' && !(deps & (DATA | EVENT))) return;
	const kind = name === undefined ? undefined : sinkOfProperty(object, name);
	if (deps & (DATA | EVENT)) {
		const prototype = (key.t === 'term' && (key.deps & DATA) !== 0) || name === '__proto__';
		m.run.use(prototype ? 'prototype' : (kind ?? 'state'), site, {
			tainted: true,
			delegated: kind !== undefined && madeOfEvent(deps),
		});
	} else if (kind && m.run.conditional && kind !== 'state') m.run.use(kind, site, {});
	else if (value.t === 'term' && deps & PICKED) m.run.use('state', site, {});
	else if (isDomWrite(object) && m.run.conditional) m.run.use('state', site, {});
	else {
		keep(m, value, site);
		if (depsOf(key) & ORIGIN) m.run.use('state', site, { tainted: true, soft: true, learns: true });
	}
}
