import { useCallback, useRef, useState } from 'preact/hooks';
import { queryValues } from '../../../src/session/query.ts';
import { type QueryKey, queryKeys } from '../../../src/session/query-syntax.ts';
import { t, tOf } from '../../i18n.ts';
import { HelpIcon } from '../../ui/Icons.tsx';
import { useDismiss } from '../../ui/use-dismiss.ts';

const EXAMPLES: Record<QueryKey, string> = {
	kind: 'kind:message,send',
	dir: 'dir:out',
	origin: 'origin:/\\.test$/',
	from: 'from:pay',
	to: 'to:shop',
	with: 'with:widget',
	frame: 'frame:checkout',
	verdict: 'verdict:none,weak',
	size: 'size>10k',
	socket: 'socket:chat',
	listener: 'listener:onMessage',
	type: 'type:resize',
	path: 'path:$.user.id=7',
	is: 'is:foreign',
	has: 'has:token',
};

const GENERAL = [
	['text', 'resize'],
	['phrase', '"set amount"'],
	['regex', '/pay(ment)?/i'],
	['whole', 'type:=resize'],
	['negation', '-kind:frame'],
] as const;

/** Values of a key where it has a few of its own, else in words what it looks at. */
function wordsOf(key: QueryKey): string {
	const words = tOf('filterKey', key);
	const values = Object.hasOwn(queryValues, key) ? queryValues[key as keyof typeof queryValues] : [];
	return [words, values.join(', ')].filter(Boolean).join(t('colon'));
}

/** What a filter can say, with an example of each that can be taken over. */
export function FilterHelp({ onTake }: { onTake: (example: string) => void }) {
	const [open, setOpen] = useState(false);
	const anchor = useRef<HTMLDivElement>(null);
	const close = useCallback(() => setOpen(false), []);
	useDismiss(anchor, open, close);
	const line = (example: string, words: string) => (
		<tr key={example}>
			<th scope="row">
				<button
					type="button"
					class="link mono"
					title={t('addToFilter')}
					onClick={() => {
						close();
						onTake(example);
					}}
				>
					{example}
				</button>
			</th>
			<td>{words}</td>
		</tr>
	);
	return (
		<div class="filter-help" ref={anchor}>
			<button
				type="button"
				class="tool tool-small"
				aria-label={t('filterHelp')}
				title={t('filterHelp')}
				aria-haspopup="dialog"
				aria-expanded={open}
				onClick={() => setOpen(!open)}
			>
				<HelpIcon />
			</button>
			{open && (
				<div class="menu help-menu" role="dialog" aria-label={t('filterHelp')}>
					<p class="own-words">{t('filterHelpAll')}</p>
					<table>
						<tbody>
							{GENERAL.map(([name, example]) => line(example, tOf('filterWord', name)))}
							{queryKeys.map((key) => line(EXAMPLES[key], wordsOf(key)))}
						</tbody>
					</table>
					<p class="own-words">{t('filterHelpCell')}</p>
				</div>
			)}
		</div>
	);
}
