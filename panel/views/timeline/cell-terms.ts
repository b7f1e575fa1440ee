import type { Signal } from '@preact/signals';
import { listenersOf } from '../../../src/session/facts.ts';
import { type Party, partiesOf } from '../../../src/session/parties.ts';
import { type QueryKey, termText, withTerm } from '../../../src/session/query-syntax.ts';
import { mark } from '../../../src/session/rows.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { worstListener } from '../../store/row-order.ts';
import { rowText } from './row-text.ts';

export interface CellTerm {
	key: QueryKey;
	value: string;
}

type Source = Pick<PanelStore, 'session' | 'analysis' | 'decoding'>;

/** The terms of a filter that say what a cell of the timeline says; the first is the one that a shortcut takes. */
export function cellTerms(store: Source, row: number, column: string): CellTerm[] {
	const { session, analysis } = store;
	const { rows } = session;
	const one = (key: QueryKey, value: string | undefined): CellTerm[] => (value ? [{ key, value }] : []);
	/** Not what only begins like it, or has it inside. */
	const whole = (key: QueryKey, value: string): CellTerm[] => one(key, value && `=${value}`);
	switch (column) {
		case 'kind': {
			const kind = rows.kind(row);
			const channel = rows.channel(row);
			const isMessage = kind === 'message' || kind === 'send';
			return one('kind', isMessage && channel !== 'window' ? channel : kind);
		}
		case 'direction':
			return one('dir', rows.direction(row));
		case 'parties': {
			const { from, to } = partiesOf(session, row);
			return [...whole('from', partyValue(from)), ...whole('to', partyValue(to))];
		}
		case 'origin':
			return whole('origin', session.origins.text(rows.origin(row)));
		case 'type':
			return whole('type', rowText(session, row, store.decoding.brief(row)).type);
		case 'opcode':
			return rows.marks(row) & mark.binary ? one('is', 'binary') : [];
		case 'size':
			return rows.size(row) >= 0 ? one('size', `>=${rows.size(row)}`) : [];
		case 'ran':
			if (rows.kind(row) !== 'message' && rows.ran(row) === 0) return [];
			if (rows.ran(row) === 0) return one('is', 'unheard');
			return [
				...one('has', 'listener'),
				...listenersOf(session, row).flatMap((index) => one('listener', `#${index}`)),
			];
		case 'verdict': {
			const worst = worstListener(session, analysis, row);
			return one('verdict', worst && analysis.nameOf(worst.index));
		}
		default:
			return [];
	}
}

/** Filters by what a cell says, as the first command of its menu does. */
export function filterByCell(store: Source, filter: Signal<string>, row: number, column: string): void {
	const [term] = cellTerms(store, row, column);
	if (term) filter.value = withTerm(filter.peek(), termText(term.key, term.value));
}

/** What `from:` and `to:` know a party by. */
function partyValue(party: Party): string {
	switch (party.kind) {
		case 'document':
			return party.document.info?.url ?? party.document.token;
		case 'window':
			return party.origin || party.relation;
		case 'channel':
			return party.name || `#${party.id}`;
		case 'server':
			return party.url;
		case 'nobody':
			return '';
	}
}
