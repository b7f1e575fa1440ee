import { hexOf } from '../../../src/decode/bytes/hex.ts';
import { bytesOf } from '../../../src/session/bytes-of.ts';
import { parsedText } from '../../../src/session/json-value.ts';
import { visible } from '../../../src/session/visible.ts';
import { formatCount, t } from '../../i18n.ts';
import { failureText } from '../../ui/failure-text.ts';
import { HexView } from './HexView.tsx';
import { SearchableTree } from './SearchableTree.tsx';
import type { Body } from './use-body.ts';
import { valueText } from './ValueTree.tsx';

/** The data as a tree; a text that is JSON is opened as such. */
export function DataPane({ body }: { body: Body }) {
	const parsed = parsedText(body.data);
	return (
		<>
			<BodyState body={body} />
			{parsed && <p class="own-words pad">{t('jsonText')}</p>}
			{body.data.t === 'string' && !parsed ? (
				<pre class="raw">{visible(body.data.v)}</pre>
			) : (
				<SearchableTree value={parsed ?? body.data} />
			)}
		</>
	);
}

/** The data as text: strings as they are, the rest indented. */
export function RawPane({ body }: { body: Body }) {
	return (
		<>
			<BodyState body={body} />
			<pre class="raw">{visible(valueText(body.data))}</pre>
		</>
	);
}

export function HexPane({ body }: { body: Body }) {
	const bytes = bytesOf(body.data);
	return (
		<>
			<BodyState body={body} />
			<HexView bytes={bytes} />
		</>
	);
}

/** Says that not all of the data is there. */
export function BodyState({ body }: { body: Body }) {
	if (body.state === 'complete') return null;
	if (body.state === 'loading') return <p class="own-words pad">{t('bodyLoading')}</p>;
	return (
		<p class="notice">
			{t('bodyPartial')}
			{body.failure && ` ${failureText(body.failure)}`}
		</p>
	);
}

/** How many bytes the hex pane can show; undefined when the data is not bytes or text. */
export function hexCount(body: Body): string | undefined {
	const { t: type } = body.data;
	const has = type === 'string' || type === 'buffer' || type === 'view' || (type === 'blob' && body.data.b);
	return has ? formatCount(bytesOf(body.data).length) : undefined;
}

/** Bytes in hexadecimal, sixteen a line. */
export function hexText(body: Body): string {
	const bytes = bytesOf(body.data);
	return Array.from({ length: Math.ceil(bytes.length / 16) }, (_, line) =>
		hexOf(bytes.subarray(line * 16, line * 16 + 16)),
	).join('\n');
}
