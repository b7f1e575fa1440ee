import { push } from './push.ts';
import { correlationOf } from './replies.ts';
import type { Session } from './session.ts';

/** ms after its listeners' end within which a window's answer arrives elsewhere, when they gave it at once. */
const SOON = 50;
/** ms by which the clocks of two documents, which browsers make coarse, may differ. */
const CLOCK = 1;

export interface AnswersByTime {
	/** Of each question its answers. */
	of: Map<number, number[]>;
	/** Of each answer its question. */
	to: Map<number, number>;
}

interface Said {
	row: number;
	/** When it came, and until when an answer to it is one by time; without an end where no listener ran for it. */
	time: number;
	until?: number;
}

/**
 * What windows said back to those that had just spoken to them, and what went back into a port that something had just
 * come out of, both ways: of each question its answers, of each answer its question. A call of another origin's
 * `postMessage` is seen by no hook, and who goes on after an `await` by none, so only the time tells: it came while the
 * question's listeners ran or right after, and no later question of the same window was heard before it. Where the ids of
 * two messages tell that one of them belongs to another, the time tells nothing. `isMade`: what is known to be another
 * listener's answers nothing by its time.
 */
export function answersByTime(
	session: Session,
	near: readonly number[],
	isMade: (row: number) => boolean,
): AnswersByTime {
	const said = new Map<string, Said[]>();
	for (const row of near) {
		const ends = endsOf(session, row);
		if (ends && !isMade(row)) push(said, ends.join(), saidIn(session, row));
	}
	const found: AnswersByTime = { of: new Map(), to: new Map() };
	const idOf = remembered((row: number) => correlationOf(session, row));
	const idsOf = remembered((ends: string) => new Set((said.get(ends) ?? []).map(({ row }) => idOf(row))));
	for (const [ends, questions] of said) {
		const back = ends.split(',').reverse().join();
		const areOthers = (question: number, answer: number): boolean => {
			const [asked, said] = [idOf(question), idOf(answer)];
			if (asked === '' || said === '' || asked === said) return false;
			return idsOf(back).has(asked) || idsOf(ends).has(said);
		};
		const heard = questions.filter(({ until }) => until !== undefined);
		const clock = ends.includes('port') ? 0 : CLOCK;
		let next = 0;
		// Both in the order of time.
		for (const answer of said.get(back) ?? []) {
			while ((heard[next]?.time ?? Number.POSITIVE_INFINITY) <= answer.time + clock) next++;
			const question = heard[next - 1];
			if (question?.until === undefined || answer.time > question.until) continue;
			if (areOthers(question.row, answer.row)) continue;
			// Of two that came within what clocks differ by, each may be the other's answer: the later one is taken for it.
			if (found.to.get(question.row) === answer.row) {
				if (answer.time <= question.time) continue;
				found.to.delete(question.row);
				found.of.set(
					answer.row,
					(found.of.get(answer.row) ?? []).filter((row) => row !== question.row),
				);
			}
			push(found.of, question.row, answer.row);
			found.to.set(answer.row, question.row);
		}
	}
	return found;
}

/**
 * The documents that a window message went from and to, or a port and its document, which way round; undefined of anything
 * else, and of what a window tells itself.
 */
function endsOf(session: Session, row: number): [from: number | string, to: number | string] | undefined {
	const { rows } = session;
	const kind = rows.kind(row);
	if (rows.channel(row) === 'port' && (kind === 'message' || kind === 'send')) {
		const inside = `port ${rows.document(row)} ${rows.target(row)?.id}`;
		return kind === 'message' ? ['port', inside] : [inside, 'port'];
	}
	if (kind !== 'message' || rows.channel(row) !== 'window') return undefined;
	const from = session.otherDocument(row)?.index;
	const to = rows.document(row);
	return from === undefined || from === to ? undefined : [from, to];
}

function saidIn({ rows }: Session, row: number): Said {
	const time = rows.time(row);
	const ran = rows.ran(row) > 0 ? rows.runs(row) : [];
	if (ran.length === 0) return { row, time };
	return { row, time, until: Math.max(...ran.map((run) => run.time)) + SOON };
}

function remembered<K, V>(work: (key: K) => V): (key: K) => V {
	const known = new Map<K, V>();
	return (key) => {
		if (!known.has(key)) known.set(key, work(key));
		return known.get(key) as V;
	};
}
